import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { targetOf } from '../../harness/config/load.ts';
import { readSettings } from '../../harness/config/settings.ts';
import { account, envFile, loadTarget, options, problemsOf, settingsOf } from './helpers.ts';

const sandbox = {
  SANDBOX_BASE_URL: 'http://127.0.0.1:4000/',
  SANDBOX_ACCOUNT_EMAIL: 'sandbox@example.com',
  SANDBOX_ACCOUNT_PASSWORD: 'Sandbox-password-1',
  SANDBOX_CLOCK_CONTROL_URL: 'http://127.0.0.1:4000/clock',
};

test.describe('The defaults', () => {
  test('on the embedded sandbox', () => {
    const target = loadTarget(sandbox, options);
    expect(target).toEqual({
      embedded: true,
      loopback: true,
      baseUrl: 'http://127.0.0.1:4000',
      accountEmail: 'sandbox@example.com',
      accountPassword: 'Sandbox-password-1',
      clockControlUrl: 'http://127.0.0.1:4000/clock',
      unknownEmail: expect.stringMatching(/^[a-z0-9]{20}@example\.com$/),
      profile: 'full',
      strict: false,
      sloP95Ms: 2000,
      requestTimeoutMs: 10000,
      requestsPerSecond: Infinity,
      runBudgetSeconds: 600,
      allowProduction: false,
      allowHostile: false,
      maxEffects: Infinity,
      seed: expect.any(Number),
      generatedCases: 200,
      resultsDir: resolve('results'),
    });
    expect(Object.isFrozen(target)).toBe(true);
  });

  test('off loopback', () => {
    expect(loadTarget(account, options)).toMatchObject({
      embedded: false,
      loopback: false,
      profile: 'standard',
      requestsPerSecond: 10,
      maxEffects: 60,
      generatedCases: 25,
    });
    expect(loadTarget(account, options)).not.toHaveProperty('accountPassword');
    expect(loadTarget(account, options)).not.toHaveProperty('clockControlUrl');
  });

  for (const [profile, maxEffects] of Object.entries({ health: 3, standard: 60, full: 150 })) {
    test(`of resets in profile ${profile}`, () => {
      expect(settingsOf({ ...account, PROFILE: profile }).conduct.maxEffects).toBe(maxEffects);
    });
  }

  test('of what is random differ from run to run', () => {
    const [a, b] = [settingsOf({}).conduct, settingsOf({}).conduct];
    expect(a.unknownEmail).not.toBe(b.unknownEmail);
    expect(a.seed).not.toBe(b.seed);
  });
});

test('settings keep the sandbox apart from its address', () => {
  expect(settingsOf({})).toMatchObject({ usesSandbox: true });
  expect(settingsOf({})).not.toHaveProperty('address');
  expect(settingsOf(account)).toMatchObject({ usesSandbox: false, address: { baseUrl: 'https://api.example.com' } });
});

test('the sandbox has to be started first', () => {
  expect(problemsOf(() => loadTarget({}, options))).toEqual([expect.stringMatching(/SANDBOX_BASE_URL.*set BASE_URL/)]);
});

test("the unknown address is not the sandbox's account either", () => {
  const settings = settingsOf({ UNKNOWN_EMAIL: 'Sandbox@example.com' });
  expect(problemsOf(() => targetOf(settings, sandbox))).toEqual([expect.stringMatching(/^UNKNOWN_EMAIL=/)]);
});

test('the sandbox is ignored where there is a target', () => {
  expect(loadTarget({ ...sandbox, ...account }, options)).toMatchObject({
    embedded: false,
    accountEmail: 'account@example.com',
  });
});

test('every value arrives', () => {
  const env = {
    BASE_URL: 'HTTP://LocalHost:8080/a/b//',
    ACCOUNT_EMAIL: 'account@example.com',
    ACCOUNT_PASSWORD: ' with space#and hash ',
    UNKNOWN_EMAIL: 'nobody@elsewhere.example',
    CLOCK_CONTROL_URL: 'http://localhost:8080/clock',
    PROFILE: 'full',
    STRICT: '1',
    DEVIATIONS_FILE: 'd.yaml',
    SLO_P95_MS: '1500.5',
    REQUEST_TIMEOUT_MS: '100',
    REQUESTS_PER_SECOND: '0.5',
    RUN_BUDGET_SECONDS: '1',
    MAX_RESETS: '0',
    ALLOW_PRODUCTION: '1',
    ALLOW_HOSTILE: '1',
    SEED: '4294967295',
    GENERATED_CASES: '100000',
    LEDGER_FILE: 'l.ledger',
    LEDGER_KEY: 'twelve-chars',
    RESULTS_DIR: 'results/mine',
  };
  expect(loadTarget(env, options)).toEqual({
    embedded: false,
    loopback: true,
    baseUrl: 'http://localhost:8080/a/b',
    accountEmail: 'account@example.com',
    accountPassword: ' with space#and hash ',
    unknownEmail: 'nobody@elsewhere.example',
    clockControlUrl: 'http://localhost:8080/clock',
    profile: 'full',
    strict: true,
    deviationsFile: resolve('d.yaml'),
    sloP95Ms: 1500.5,
    requestTimeoutMs: 100,
    requestsPerSecond: 0.5,
    runBudgetSeconds: 1,
    maxEffects: 0,
    allowProduction: true,
    allowHostile: true,
    seed: 4294967295,
    generatedCases: 100000,
    ledgerFile: resolve('l.ledger'),
    ledgerKey: 'twelve-chars',
    resultsDir: resolve('results/mine'),
  });
});

const production = { ...account, BASE_URL: 'https://api.example.org' };
const accepted: readonly { title: string; env: NodeJS.ProcessEnv }[] = [
  { title: 'the production host in a health run', env: { ...production, PROFILE: 'health' } },
  { title: 'the production host by express wish', env: { ...production, ALLOW_PRODUCTION: '1' } },
  { title: "a host that ends like production's", env: { ...account, BASE_URL: 'https://my-api.example.org' } },
  { title: "a path that begins like the call's", env: { ...account, BASE_URL: 'https://h.example/v1/users2' } },
  { title: 'a full run off loopback without a password', env: { ...account, PROFILE: 'full' } },
  {
    title: "other programs' variables",
    env: { SCRIPT: 'x', AWS_PROFILE: 'x', SEEDS: 'x', STRIPE: 'x', DATABASE_URL: 'x' },
  },
  { title: 'what a near miss stands beside', env: { ...account, BASE_URI: 'x' } },
  { title: 'an internal variable', env: { CONFORMANCE_RUN: 'x', SANDBOX_BASE_URL: 'x' } },
];

test.describe('A configuration that is accepted', () => {
  for (const { title, env } of accepted) {
    test(title, () => {
      expect(problemsOf(() => settingsOf(env))).toEqual([]);
    });
  }
});

test.describe('Loopback', () => {
  const hosts: Readonly<Record<string, boolean>> = {
    localhost: true,
    'LOCALHOST.': true,
    'api.localhost': true,
    '127.0.0.1': true,
    '127.255.0.9': true,
    '2130706433': true,
    '[::1]': true,
    '[0:0:0:0:0:0:0:1]': true,
    '[::ffff:127.0.0.1]': true,
    '128.0.0.1': false,
    '127.0.0.1.example.com': false,
    'localhost.example.com': false,
    '[::2]': false,
    '[::ffff:10.0.0.1]': false,
  };
  for (const [host, loopback] of Object.entries(hosts)) {
    test(`${host} is ${loopback ? '' : 'not '}loopback`, () => {
      expect(settingsOf({ ...account, BASE_URL: `http://${host}:8080` }).conduct.loopback).toBe(loopback);
    });
  }
});

test.describe('The .env file', () => {
  test('gives what the environment leaves out', () => {
    const file = envFile(`\uFEFF# the target\r\nexport SEED=7 # lucky\r\nPROFILE: 'health'\r\nRESULTS_DIR="a#b"\r\n`);
    const { conduct } = readSettings({ PROFILE: 'standard' }, { ...options, envFile: file });
    expect(conduct).toMatchObject({ seed: 7, profile: 'standard', resultsDir: resolve('a#b') });
  });

  test('need not exist', () => {
    expect(settingsOf({}).envFile).toBe(resolve(options.envFile ?? ''));
  });

  test('can be named by the self-test for processes that it starts', () => {
    const file = envFile('SEED=9');
    expect(readSettings({ CONFORMANCE_ENV_FILE: file }).conduct.seed).toBe(9);
  });

  test("is the project's own by default", () => {
    const missing = join('no-such-folder', '.env');
    expect(readSettings({ CONFORMANCE_ENV_FILE: missing }).envFile).toBe(resolve(missing));
  });
});
