import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { targetOf } from '../../harness/config/target.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { account, fileWith, problemsOf, settingsOf, targetFrom } from './helpers.ts';

const sandbox = {
  SANDBOX_BASE_URL: 'http://127.0.0.1:4000/',
  SANDBOX_ACCOUNT_EMAIL: 'sandbox@example.com',
  SANDBOX_ACCOUNT_PASSWORD: 'Sandbox-password-1',
  SANDBOX_CLOCK_CONTROL_URL: 'http://127.0.0.1:4000/clock',
};

test.describe('The defaults', () => {
  test('on the embedded sandbox', () => {
    const target = targetFrom(sandbox);
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
      tokenDelivery: 'response',
      extraHeaders: [],
      sendsTraceparent: true,
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
    expect(targetFrom(account)).toMatchObject({
      embedded: false,
      loopback: false,
      profile: 'standard',
      requestsPerSecond: 10,
      maxEffects: 60,
      generatedCases: 25,
    });
    expect(targetFrom(account)).not.toHaveProperty('accountPassword');
    expect(targetFrom(account)).not.toHaveProperty('clockControlUrl');
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
  expect(problemsOf(() => targetFrom({}))).toEqual([expect.stringMatching(/SANDBOX_BASE_URL.*set BASE_URL/)]);
});

test("the unknown address is not the sandbox's account either", () => {
  const settings = settingsOf({ UNKNOWN_EMAIL: 'Sandbox@example.com' });
  expect(problemsOf(() => targetOf(settings, sandbox))).toEqual([expect.stringMatching(/^UNKNOWN_EMAIL=/)]);
});

test('the sandbox is ignored where there is a target', () => {
  expect(targetFrom({ ...sandbox, ...account })).toMatchObject({
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
    TOKEN_DELIVERY: 'mail',
    TOKEN_COMMAND: 'print token',
    EXTRA_HEADERS: '{"X-Api-Key": "the key of the gateway"}',
    USER_AGENT: 'check/1.0',
    TRACEPARENT: '0',
    CONNECT_TO: '127.0.0.1:8443',
    LEDGER_FILE: 'l.ledger',
    LEDGER_KEY: 'twelve-chars',
    RESULTS_DIR: 'results/mine',
  };
  expect(targetFrom(env)).toEqual({
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
    tokenDelivery: 'mail',
    tokenCommand: 'print token',
    extraHeaders: [['X-Api-Key', 'the key of the gateway']],
    userAgent: 'check/1.0',
    sendsTraceparent: false,
    dial: { connectTo: { host: '127.0.0.1', port: 8443 } },
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
  {
    title: 'variables of other programs for proxies and certificates',
    env: {
      all_proxy: 'x',
      ALL_PROXY: 'x',
      FTP_PROXY: 'x',
      npm_config_https_proxy: 'x',
      SSL_CERT_FILE: 'x',
      CLIENT_ID: 'x',
    },
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
    const file = fileWith(`\uFEFF# the target\r\nexport SEED=7 # lucky\r\nPROFILE: 'health'\r\nRESULTS_DIR="a#b"\r\n`);
    const { conduct } = settingsOf({ ENV_FILE: file, PROFILE: 'standard' });
    expect(conduct).toMatchObject({ seed: 7, profile: 'standard', resultsDir: resolve('a#b') });
  });

  test('gives what is empty in the environment', () => {
    expect(settingsOf({ ENV_FILE: fileWith('SEED=7'), SEED: '' }).conduct.seed).toBe(7);
  });

  test('is .env in the current folder by default, and need not exist', () => {
    expect(settingsOf({ ENV_FILE: '' }).envFile).toBe(resolve('.env'));
  });

  test('.env.NAME belongs to --env NAME, with a results folder of its own', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.env.staging'), 'SEED=9');
    const before = process.cwd();
    process.chdir(folder);
    try {
      const { envFile, conduct } = settingsOf({ ENV_FILE: '/no/such/file' }, { environment: 'staging' });
      expect({ envFile, seed: conduct.seed, resultsDir: conduct.resultsDir }).toEqual({
        envFile: resolve('.env.staging'),
        seed: 9,
        resultsDir: resolve('results', 'staging'),
      });
    } finally {
      process.chdir(before);
    }
  });
});

test.describe('What is empty', () => {
  for (const name of ['SEED', 'STRICT', 'PROFILE', 'UNKNOWN_EMAIL', 'SLO_P95_MS', 'DEVIATIONS_FILE', 'RESULTS_DIR']) {
    for (const value of ['', '  ']) {
      test(`${name}=${JSON.stringify(value)} counts as not set`, () => {
        const { conduct } = settingsOf({ [name]: value });
        const { conduct: fallback } = settingsOf({});
        const random = { seed: 0, unknownEmail: '' };
        expect({ ...conduct, ...random }).toEqual({ ...fallback, ...random });
      });
    }
  }

  test('counts as not set in the file too', () => {
    expect(settingsOf({ ENV_FILE: fileWith('PROFILE=\nSTRICT=""\n') }).conduct).toMatchObject({
      profile: 'full',
      strict: false,
    });
  });
});

test.describe('The sandbox', () => {
  test('is used where no target is set, and meant where SANDBOX=1 says so', () => {
    expect(settingsOf({})).toMatchObject({ usesSandbox: true, sandboxIsMeant: false });
    expect(settingsOf({ SANDBOX: '1' })).toMatchObject({ usesSandbox: true, sandboxIsMeant: true });
    expect(settingsOf({ ...account, SANDBOX: '0' })).toMatchObject({ usesSandbox: false, sandboxIsMeant: false });
  });
});

test.describe('Where a target is', () => {
  const at = (BASE_URL: string, CONNECT_TO: string) =>
    settingsOf({ ...account, BASE_URL, CONNECT_TO }).conduct.loopback;

  test('it is treated as loopback only where its name and its sockets both are', () => {
    expect(at('http://localhost', '127.0.0.1:8080')).toBe(true);
    expect(at('http://localhost', '10.0.0.1:8080')).toBe(false);
    expect(at('http://api.example.com', '127.0.0.1:8080')).toBe(false);
  });

  test('a proxy of either case counts, the lower case one first, the environment before the file', () => {
    const proxyOf = (env: NodeJS.ProcessEnv) => settingsOf({ ...account, ...env }).conduct.dial?.httpsProxy?.host;
    const upper = { HTTPS_PROXY: 'http://upper.example:1' };
    expect(proxyOf(upper)).toBe('upper.example');
    expect(proxyOf({ ...upper, https_proxy: 'http://lower.example:1' })).toBe('lower.example');
    expect(proxyOf({ ...upper, https_proxy: '' })).toBe('upper.example');
    const file = fileWith('https_proxy=http://file.example:1');
    expect(proxyOf({ ENV_FILE: file })).toBe('file.example');
    expect(proxyOf({ ENV_FILE: file, ...upper })).toBe('upper.example');
    expect(proxyOf({ ...upper, no_proxy: 'example.com' })).toBeUndefined();
  });
});
