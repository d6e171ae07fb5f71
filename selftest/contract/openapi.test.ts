import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { parseDocument } from 'yaml';
import { calls, documentedCodes, hosts } from '../../contract/documented.ts';

const file = fileURLToPath(new URL('../../contract/openapi.yaml', import.meta.url));

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
}

interface OpenApi {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const parsed = parseDocument(readFileSync(file, 'utf8'), { uniqueKeys: true });
const document = parsed.toJS() as OpenApi;

const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })),
);

/** Every `$ref` in a value, however deep. */
function references(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
  );
}

/** True where the reference leads to a member of this document, or to a file beside it. */
function resolves(reference: string): boolean {
  if (reference.startsWith('#/')) {
    return parsed.hasIn(reference.slice(2).split('/'));
  }
  return existsSync(resolve(dirname(file), reference));
}

test('the document parses, and is OpenAPI 3.1', () => {
  expect(parsed.errors).toEqual([]);
  expect(parsed.warnings).toEqual([]);
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
});

test('every reference resolves', () => {
  const all = references(document);
  expect(all.length).toBeGreaterThan(0);
  expect(all.filter((reference) => !resolves(reference))).toEqual([]);
  expect(resolves('#/components/responses/NoSuch')).toBe(false);
  expect(resolves('../schemas/no-such.schema.json')).toBe(false);
});

test('its calls and hosts are the documented ones', () => {
  const described = operations.map(({ path, verb, operation }) => [
    operation.operationId,
    { method: verb.toUpperCase(), path },
  ]);
  expect(Object.fromEntries(described)).toEqual(calls);
  expect(document.servers.map(({ url }) => url)).toEqual([hosts.sandbox, hosts.production]);
});

test('its response codes are documented ones', () => {
  for (const { operation } of operations) {
    const codes = Object.keys(operation.responses).map(Number);
    expect(codes.length, operation.operationId).toBeGreaterThan(0);
    expect(
      codes.filter((code) => !documentedCodes.has(code)),
      operation.operationId,
    ).toEqual([]);
  }
});
