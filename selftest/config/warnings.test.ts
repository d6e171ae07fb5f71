import { chmodSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { readSettings } from '../../harness/config/settings.ts';
import { warningsFor } from '../../harness/config/warnings.ts';
import { account, envFile, options, settingsOf } from './helpers.ts';

test('plain http warns off loopback alone', () => {
  const plain = { ...account, BASE_URL: 'http://api.example.com' };
  expect(warningsFor(settingsOf(plain))).toEqual([expect.stringMatching(/^BASE_URL="http:.*use https\.$/)]);
  expect(warningsFor(settingsOf({ ...account, BASE_URL: 'http://127.0.0.1' }))).toEqual([]);
  expect(warningsFor(settingsOf(account))).toEqual([]);
  expect(warningsFor(settingsOf({}))).toEqual([]);
});

test('a password that can not be searched for warns', () => {
  const withPassword = (ACCOUNT_PASSWORD: string) => ({ ...account, BASE_URL: 'http://127.0.0.1', ACCOUNT_PASSWORD });
  for (const common of ['pass', 'organizations', '1234567890'])
    expect(warningsFor(settingsOf(withPassword(common)))).toEqual([
      expect.stringMatching(/^ACCOUNT_PASSWORD has fewer than 8 characters, or is one word or number.*longer one\.$/),
    ]);
  expect(warningsFor(settingsOf(withPassword('long enough')))).toEqual([]);
});

test.describe('The permissions of .env', () => {
  test.skip(process.platform === 'win32', 'Windows has no mode bits');

  for (const [mode, warns] of [
    [0o600, false],
    [0o400, false],
    [0o640, true],
    [0o604, true],
  ] as const) {
    test(`${mode.toString(8)} ${warns ? 'warns' : 'is fine'}`, () => {
      const file = envFile('SEED=1');
      chmodSync(file, mode);
      const warnings = warningsFor(readSettings({}, { ...options, envFile: file }));
      expect(warnings).toEqual(
        warns ? [`.env has mode ${mode.toString(8)}, so that others can read its secrets: chmod 600 ${file}`] : [],
      );
    });
  }
});
