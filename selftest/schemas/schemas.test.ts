import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { annotations } from '../../harness/config/schema.ts';
import { readExamples, readSchema, schemaIds } from './schemas.ts';

function compile(id: string): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  // The settings' schema says more of a setting than JSON Schema has words for.
  ajv.addVocabulary([...annotations]);
  addFormats.default(ajv);
  return ajv.compile(readSchema(id));
}

test('the schemas of all messages and outputs are there', () => {
  expect(schemaIds()).toEqual(
    expect.arrayContaining([
      'complete-password/request',
      'conformance',
      'deviations',
      'diff',
      'health',
      'reset-password/request',
      'reset-password/response',
      'statement',
      'user-login/request',
      'user-login/response',
    ]),
  );
});

for (const id of schemaIds()) {
  test.describe(id, () => {
    test('is JSON Schema 2020-12 under the name of its file', () => {
      const { $schema, $id } = readSchema(id);
      expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
      expect(`/${$id ?? ''}`).toMatch(new RegExp(`/${id}\\.schema\\.json$`));
    });

    test('compiles in strict mode', () => {
      expect(compile(id)).toBeInstanceOf(Function);
    });

    test('accepts each accepted example and rejects each rejected one', () => {
      const validate = compile(id);
      const accepted = readExamples(id, 'accepted');
      const rejected = readExamples(id, 'rejected');
      expect(accepted.length).toBeGreaterThan(0);
      expect(rejected.length).toBeGreaterThan(0);
      for (const { title, value } of accepted) {
        expect({ title, valid: validate(value), errors: validate.errors }).toEqual({
          title,
          valid: true,
          errors: null,
        });
      }
      for (const { title, value } of rejected) {
        expect({ title, valid: validate(value) }).toEqual({ title, valid: false });
      }
      const titles = [...accepted, ...rejected].map(({ title }) => title);
      expect(new Set(titles).size, 'titles are unique').toBe(titles.length);
    });
  });
}
