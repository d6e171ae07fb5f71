import { chmodSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { needs } from '../needs.ts';
import { account, fileWith, settingsOf } from './helpers.ts';

const warningsOf = (env: NodeJS.ProcessEnv): readonly string[] => settingsOf(env).warnings;

test('plain http warns off loopback alone', () => {
  const plain = { ...account, BASE_URL: 'http://api.example.com' };
  expect(warningsOf(plain)).toEqual([expect.stringMatching(/^BASE_URL="http:.*use https\.$/)]);
  expect(warningsOf({ ...account, BASE_URL: 'http://127.0.0.1' })).toEqual([]);
  expect(warningsOf(account)).toEqual([]);
  expect(warningsOf({})).toEqual([]);
});

test('a password that can not be searched for warns', () => {
  const withPassword = (ACCOUNT_PASSWORD: string) => ({ ...account, BASE_URL: 'http://127.0.0.1', ACCOUNT_PASSWORD });
  for (const common of ['pass', 'organizations', '1234567890'])
    expect(warningsOf(withPassword(common))).toEqual([
      expect.stringMatching(/^ACCOUNT_PASSWORD has fewer than 8 characters, or is one word or number.*longer one\.$/),
    ]);
  expect(warningsOf(withPassword('long enough'))).toEqual([]);
});

test.describe('The permissions of .env', () => {
  needs('mode bits');

  for (const [mode, warns] of [
    [0o600, false],
    [0o400, false],
    [0o640, true],
    [0o604, true],
  ] as const) {
    test(`${mode.toString(8)} ${warns ? 'warns' : 'is fine'}`, () => {
      const file = fileWith('SEED=1');
      chmodSync(file, mode);
      const warnings = warningsOf({ ENV_FILE: file });
      expect(warnings).toEqual(
        warns ? [`.env has mode ${mode.toString(8)}, so that others can read its secrets: chmod 600 ${file}`] : [],
      );
    });
  }
});

test.describe('The embedded sandbox where a deployment may be meant', () => {
  const inCi = /^BASE_URL is not set, so the embedded sandbox is judged and no deployment: .*SANDBOX=1/;

  for (const [title, env, warns] of [
    ['CI=true', { CI: 'true' }, true],
    ['CI=1', { CI: '1' }, true],
    ['CI=false', { CI: 'false' }, false],
    ['CI=0', { CI: '0' }, false],
    ['CI empty', { CI: '' }, false],
    ['SANDBOX=1 in CI', { CI: 'true', SANDBOX: '1' }, false],
    ['a target in CI', { CI: 'true', ...account }, false],
  ] as const) {
    test(`${title} ${warns ? 'warns' : 'is fine'}`, () => {
      expect(warningsOf(env)).toEqual(warns ? [expect.stringMatching(inCi)] : []);
    });
  }

  for (const name of ['TARGET_URL', 'API_URL', 'API_BASE_URL']) {
    test(`${name} without BASE_URL warns, and keeps its value to itself`, () => {
      expect(warningsOf({ [name]: 'https://user:pass@example.com' })).toEqual([
        `${name} (environment) is set and BASE_URL is not, so the embedded sandbox is judged; did you mean BASE_URL?`,
      ]);
      expect(warningsOf({ [name]: 'https://example.com', ...account })).toEqual([]);
      expect(warningsOf({ [name]: 'https://example.com', SANDBOX: '1' })).toEqual([]);
    });
  }
});

test('certificates that Node is asked not to verify warn', () => {
  expect(warningsOf({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toEqual([
    expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED=0 .*unset it.*CA_FILE/),
  ]);
  expect(warningsOf({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toEqual([]);
});

test('an extra header that can not be searched for warns, without its value', () => {
  expect(warningsOf({ ...account, EXTRA_HEADERS: 'X-Api-Key: a-long-key-9\nX-Stage: blue' })).toEqual([
    expect.stringMatching(/^EXTRA_HEADERS: the value of X-Stage has fewer than 8 characters(?!.*blue)/),
  ]);
});
