import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AnySchemaObject } from 'ajv/dist/2020.js';

const folder = fileURLToPath(new URL('../../schemas/', import.meta.url));
const suffix = '.schema.json';

/** A value with what it shows. */
export interface Example {
  readonly title: string;
  readonly value: unknown;
}

/** One member of a value, by JSON Pointer (RFC 6901), set anew, or taken out where no value is given. */
interface Change {
  readonly at: string;
  readonly value?: unknown;
}

/** An example in its file: whole, or as the accepted one named `base` with a few changes. */
type Written = Example | { readonly title: string; readonly base: string; readonly changes: readonly Change[] };

/** Every schema of the project by its path below `schemas/`, without the suffix. */
export function schemaIds(): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(suffix))
    .map((path) => path.slice(0, -suffix.length).replaceAll('\\', '/'))
    .sort();
}

/** The schema as it stands in its file. */
export function readSchema(id: string): AnySchemaObject {
  return JSON.parse(readFileSync(`${folder}${id}${suffix}`, 'utf8')) as AnySchemaObject;
}

function changed(whole: unknown, { at, ...rest }: Change): unknown {
  const copy: unknown = structuredClone(whole);
  const keys = at.split('/').slice(1);
  const last = keys.pop() ?? '';
  const parent = keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], copy);
  if ('value' in rest) {
    Object.assign(parent as object, { [last]: rest.value });
  } else if (!Reflect.has(parent as object, last) || !Reflect.deleteProperty(parent as object, last)) {
    throw new Error(`an example takes out ${at}, which its base does not have`);
  }
  return copy;
}

function readWritten(id: string, kind: 'accepted' | 'rejected'): readonly Written[] {
  return JSON.parse(readFileSync(`${folder}examples/${id}/${kind}.json`, 'utf8')) as readonly Written[];
}

/** The examples of a schema, of one kind, each as a whole value. */
export function readExamples(id: string, kind: 'accepted' | 'rejected'): readonly Example[] {
  return readWritten(id, kind).map((example) => {
    if ('value' in example) {
      return example;
    }
    const base = readWritten(id, 'accepted').find(({ title }) => title === example.base);
    if (base === undefined || !('value' in base)) {
      throw new Error(`the example ${example.title} of ${id} names no whole accepted example as its base`);
    }
    return { title: example.title, value: example.changes.reduce(changed, base.value) };
  });
}
