import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { assertRecipientsAreOurs } from '../../harness/client/recipients.ts';
import type { Target } from '../../harness/model/target.ts';
import { isHarmless } from '../../harness/generate/harmless.ts';
import type { Property } from '../../harness/generate/property.ts';
import { anyBytes, anyEmail, anyJson } from '../../specs/1-reset-password/generated.ts';

const account = 'kiosk@example.com';
const target = { accountEmail: account, unknownEmail: 'b7k2x9m4@example.com' } as Target;

test('what names nobody is harmless', () => {
  for (const text of [
    '',
    'plain',
    'a@b',
    'x@example.com',
    'x@bücher.example',
    '.@',
    'a.b@c',
    '\ud800@mail.example.net',
  ]) {
    expect(isHarmless(text, account), text).toBe(true);
  }
});

test('what could reach somebody is not', () => {
  for (const text of [
    'x@somewhere.org',
    'x@somewhere.org@example.com',
    'x＠somewhere．org',
    'x%40somewhere%2eorg',
    'x@example.com.evil.org',
    'x@example.com🎉',
    'x@xn--example。com',
  ]) {
    expect(isHarmless(text, account), text).toBe(false);
  }
});

test('what a mapping could make the account is not', () => {
  for (const text of [
    'kiosk@example.com',
    ' KIOSK@Example.com',
    'kıosk@example.com',
    'ｋiosk@example.com',
    'k.iosk@example.com',
  ]) {
    expect(isHarmless(text, account), text).toBe(false);
  }
});

test('all that is generated passes the guard of recipients', async () => {
  const pass = async <Input>({ edgeCases, inputs, request }: Property<Input>): Promise<void> => {
    const arbitrary = await inputs(target);
    const generated = [1, 2, 3].flatMap((seed) => fc.sample(arbitrary, { seed, numRuns: 500 }));
    for (const input of [...edgeCases, ...generated]) assertRecipientsAreOurs(request(input), target);
  };
  await pass(anyEmail);
  await pass(anyJson);
  await pass(anyBytes);
});
