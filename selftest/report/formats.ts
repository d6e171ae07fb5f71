import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type AnySchemaObject, Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { validate } from 'ctrf';

/** The formats that others read, by the schemas that are published for them. */

const { resolve } = createRequire(import.meta.url);

function parsed(file: string): AnySchemaObject {
  return JSON.parse(readFileSync(file, 'utf8')) as AnySchemaObject;
}

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);
ajv.addMetaSchema(parsed(resolve('ajv/lib/refs/json-schema-draft-06.json')));
// The package har-schema: HAR 1.2, a file for each of its objects.
const harSchemas = join(dirname(resolve('har-schema')));
for (const name of readdirSync(harSchemas).filter((each) => each.endsWith('.json')))
  ajv.addSchema(parsed(join(harSchemas, name)));

/** What shields.io takes: https://shields.io/badges/endpoint-badge, which refuses members that it does not know. */
ajv.addSchema(
  {
    type: 'object',
    required: ['schemaVersion', 'label', 'message'],
    properties: {
      schemaVersion: { const: 1 },
      label: { type: 'string' },
      message: { type: 'string', minLength: 1 },
      color: { type: 'string' },
      isError: { type: 'boolean' },
    },
    additionalProperties: false,
  },
  'badge',
);

function errorsBy(schema: string, document: unknown): string[] {
  const judge = ajv.getSchema(schema);
  if (judge === undefined) throw new Error(`there is no schema ${schema}`);
  void judge(document);
  return (judge.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

/** Where an archive departs from HAR 1.2. */
export function harErrors(document: unknown): string[] {
  return errorsBy('har.json#', document);
}

/** Where a badge departs from what shields.io takes. */
export function badgeErrors(document: unknown): string[] {
  return errorsBy('badge', document);
}

/** Where a report departs from the Common Test Report Format, by its own package. */
export function ctrfErrors(document: unknown): string[] {
  return validate(document).errors.map((each) => JSON.stringify(each));
}
