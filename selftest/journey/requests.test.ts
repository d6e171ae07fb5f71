import { expect, test } from '@playwright/test';
import { calls } from '../../contract/documented.ts';
import { schemaErrors } from '../../harness/schema/schema.ts';
import { fieldValue } from '../../harness/model/message.ts';
import { bodyFor, completion, plainValidation, validation } from '../../specs/calls/complete-password.ts';
import { logIn } from '../../specs/calls/user-login.ts';
import { targetOf, withSandbox } from '../in-process.ts';

const parsed = (body: Uint8Array | undefined): unknown => JSON.parse(Buffer.from(body ?? []).toString());

test.describe('What the journey sends', () => {
  test('is a good completion by its schema', () => {
    const { method, path, body } = completion(bodyFor('a token', 'a password'));
    expect({ method, path }).toEqual(calls.completePassword);
    expect(schemaErrors('complete-password/request', parsed(body))).toEqual([]);
  });

  test('is a good log-in by its schema', async () => {
    await withSandbox({}, (sandbox) => {
      const { method, path, body } = logIn('log-in', 'a password').request(targetOf(sandbox));
      expect({ method, path }).toEqual(calls.userLogin);
      expect(schemaErrors('user-login/request', parsed(body))).toEqual([]);
      return Promise.resolve();
    });
  });

  test('is a validation in the form of the published sample: a media type, no body, the token escaped', () => {
    const { method, path, headers, body } = validation('a+b/c=&d');
    expect(method).toBe('GET');
    expect(path).toBe(`${calls.validateToken.path}?token=a%2Bb%2Fc%3D%26d`);
    expect(fieldValue(headers, 'Content-Type')).toBe('application/octet-stream');
    expect(body).toBeUndefined();
  });

  test('declares nothing where a validation is sent in another form', () => {
    expect(fieldValue(plainValidation('x').headers, 'Content-Type')).toBeUndefined();
    expect(plainValidation().path).toBe(calls.validateToken.path);
  });
});
