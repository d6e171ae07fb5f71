import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { HarnessError } from '../model/outcome.ts';

const folder = fileURLToPath(new URL('../../schemas/', import.meta.url));
const suffix = '.schema.json';

// The self-tests hold the schemas against their metaschema; to compile that in each process takes longer than theirs.
const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true, validateSchema: false });
addFormats.default(ajv);

const idByName = new Map<string, string>();
for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (!entry.endsWith(suffix)) continue;
  const schema = JSON.parse(readFileSync(join(folder, entry), 'utf8')) as { $id: string };
  ajv.addSchema(schema);
  idByName.set(relative('.', entry).slice(0, -suffix.length).split(sep).join('/'), schema.$id);
}

/** One place where a document departs from its schema. */
export interface SchemaError {
  /** JSON pointer (RFC 6901) into the document; empty for the whole. */
  readonly pointer: string;
  /** What the schema asks for there. */
  readonly rule: string;
  /** What stood there, as JSON, cut. */
  readonly found: string;
}

/**
 * Validates a document against a schema of `schemas/`.
 *
 * @param name Path below `schemas/` without `.schema.json`, such as `reset-password/response`.
 * @returns every departure; none where the document conforms.
 * @throws HarnessError for a name that no schema has.
 */
export function schemaErrors(name: string, document: unknown): SchemaError[] {
  const id = idByName.get(name);
  const validate: ValidateFunction | undefined = id === undefined ? undefined : ajv.getSchema(id);
  if (validate === undefined) throw new HarnessError(`there is no schema named ${name}`);
  if (validate(document)) return [];
  return (validate.errors ?? []).map(schemaErrorOf);
}

function schemaErrorOf(error: ErrorObject): SchemaError {
  const found = error.data === undefined ? 'nothing' : JSON.stringify(error.data);
  return {
    pointer: error.instancePath,
    rule: error.message ?? error.keyword,
    found: found.length > 120 ? `${found.slice(0, 120)}…` : found,
  };
}
