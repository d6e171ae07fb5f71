import { expect, test } from '@playwright/test';
import { readSettings } from '../../harness/config/settings.ts';
import { account, envFile, options, problemsOf, settingsOf } from './helpers.ts';

interface Refused {
  readonly title: string;
  readonly env: NodeJS.ProcessEnv;
  /** What the only line begins with: the variable, its value where that is no secret, and where it stands. */
  readonly begins: string;
  readonly mend: RegExp;
}

const password = 'S3cret-of-the-account';
const target = (value: string): NodeJS.ProcessEnv => ({ ...account, BASE_URL: value });

const refused: readonly Refused[] = [
  { title: 'empty', env: { BASE_URL: '' }, begins: 'BASE_URL (environment) is set but empty', mend: /unset it/ },
  { title: 'blank', env: { SEED: '  ' }, begins: 'SEED (environment) is set but empty', mend: /unset it/ },
  {
    title: 'an empty secret',
    env: { ...account, ACCOUNT_PASSWORD: '' },
    begins: 'ACCOUNT_PASSWORD (environment) is set but empty',
    mend: /unset it/,
  },
  {
    title: 'what makes Node print the environment',
    env: { NODE_DEBUG: 'http,child*' },
    begins: 'NODE_DEBUG="http,child*" (environment)',
    mend: /leave child_process and \* out/,
  },
  { title: 'misspelt', env: { BASE_ULR: 'x' }, begins: 'BASE_ULR (environment)', mend: /did you mean BASE_URL/ },
  { title: 'in lower case', env: { base_url: 'x' }, begins: 'base_url (environment)', mend: /did you mean BASE_URL/ },
  { title: 'one letter short', env: { PROFIL: 'x' }, begins: 'PROFIL (environment)', mend: /did you mean PROFILE/ },
  {
    title: 'a misspelt secret',
    env: { ...account, ACCOUNT_PASWORD: password },
    begins: 'ACCOUNT_PASWORD (environment)',
    mend: /did you mean ACCOUNT_PASSWORD/,
  },
  { title: 'no URL', env: target('nowhere'), begins: 'BASE_URL="nowhere" (environment)', mend: /https:/ },
  { title: 'no scheme', env: target('localhost:80'), begins: 'BASE_URL="localhost:80"', mend: /https:/ },
  { title: 'another scheme', env: target('ftp://h.example'), begins: 'BASE_URL="ftp:', mend: /https:/ },
  { title: 'a broken host', env: target('http://[::1'), begins: 'BASE_URL="http://[::1"', mend: /https:/ },
  { title: 'a space', env: target('http://h.example/a b'), begins: 'BASE_URL="http://h', mend: /https:/ },
  {
    title: 'credentials',
    env: target(`https://user:${password}@h.example`),
    begins: 'BASE_URL="https://***@h.example" (environment) holds credentials',
    mend: /remove/,
  },
  {
    title: 'a password with an @ and a slash',
    env: target(`https://user:${password}/@${password}@h.example`),
    begins: 'BASE_URL="https://***@h.example"',
    mend: /https:|remove/,
  },
  {
    title: 'a query',
    env: target(`https://h.example/?key=${password}`),
    begins: 'BASE_URL="https://h.example/?***" (environment) has a query',
    mend: /remove/,
  },
  { title: 'a bare ?', env: target('https://h.example/?'), begins: 'BASE_URL="https://h.example/?', mend: /remove/ },
  { title: 'a fragment', env: target('https://h.example/#a'), begins: 'BASE_URL="https://h.e', mend: /fragment/ },
  {
    title: "the call's own path",
    env: target('https://h.example/api/V1/users/reset/'),
    begins: 'BASE_URL="https://h.example/api/V1/users/reset/"',
    mend: /what precedes \/v1\/users/,
  },
  {
    title: 'a target without an account',
    env: { BASE_URL: account.BASE_URL },
    begins: 'ACCOUNT_EMAIL (not set) is needed by BASE_URL',
    mend: /set it/,
  },
  {
    title: 'an account without a target',
    env: { ACCOUNT_EMAIL: account.ACCOUNT_EMAIL },
    begins: 'BASE_URL (not set) is needed by ACCOUNT_EMAIL',
    mend: /embedded sandbox/,
  },
  {
    title: 'no address',
    env: { ...account, ACCOUNT_EMAIL: 'account' },
    begins: 'ACCOUNT_EMAIL="account" (environment)',
    mend: /somebody@example.com/,
  },
  {
    title: 'an unknown address that is the account',
    env: { ...account, UNKNOWN_EMAIL: 'Account@Example.com' },
    begins: 'UNKNOWN_EMAIL="Account@Example.com" (environment)',
    mend: /no account/,
  },
  { title: 'no profile', env: { PROFILE: 'fast' }, begins: 'PROFILE="fast"', mend: /health, standard or full/ },
  { title: 'no flag', env: { STRICT: 'true' }, begins: 'STRICT="true"', mend: /0 or 1/ },
  { title: 'no flag', env: { ALLOW_PRODUCTION: 'yes' }, begins: 'ALLOW_PRODUCTION="yes"', mend: /0 or 1/ },
  { title: 'no flag', env: { ALLOW_HOSTILE: '2' }, begins: 'ALLOW_HOSTILE="2"', mend: /0 or 1/ },
  { title: 'no number', env: { SLO_P95_MS: '2s' }, begins: 'SLO_P95_MS="2s"', mend: /no number/ },
  { title: 'zero', env: { SLO_P95_MS: '0' }, begins: 'SLO_P95_MS="0"', mend: /> 0/ },
  { title: 'negative', env: { RUN_BUDGET_SECONDS: '-5' }, begins: 'RUN_BUDGET_SECONDS="-5"', mend: />= 1/ },
  { title: 'infinite', env: { RUN_BUDGET_SECONDS: 'Infinity' }, begins: 'RUN_BUDGET_SECONDS="I', mend: /finite/ },
  { title: 'beyond all bounds', env: { SEED: '1e999' }, begins: 'SEED="1e999"', mend: /number/ },
  { title: 'too short', env: { REQUEST_TIMEOUT_MS: '99' }, begins: 'REQUEST_TIMEOUT_MS="99"', mend: />= 100/ },
  { title: 'zero', env: { REQUESTS_PER_SECOND: '0' }, begins: 'REQUESTS_PER_SECOND="0"', mend: /> 0/ },
  { title: 'zero', env: { GENERATED_CASES: '0' }, begins: 'GENERATED_CASES="0"', mend: />= 1/ },
  { title: 'too many', env: { GENERATED_CASES: '100001' }, begins: 'GENERATED_CASES=', mend: /<= 100000/ },
  { title: 'negative', env: { MAX_RESETS: '-1' }, begins: 'MAX_RESETS="-1"', mend: />= 0/ },
  { title: 'beyond 32 bits', env: { SEED: '4294967296' }, begins: 'SEED="4294967296"', mend: /<= 4294967295/ },
  { title: 'a fraction', env: { SEED: '1.5' }, begins: 'SEED="1.5"', mend: /whole number/ },
  {
    title: 'a clock on another origin',
    env: { ...account, CLOCK_CONTROL_URL: 'https://api.example.com:8443/clock' },
    begins: 'CLOCK_CONTROL_URL="https://api.example.com:8443/clock"',
    mend: /same scheme, host and port/,
  },
  {
    title: 'a clock with credentials',
    env: { ...account, CLOCK_CONTROL_URL: `https://u:${password}@api.example.com/clock` },
    begins: 'CLOCK_CONTROL_URL="https://***@api.example.com/clock"',
    mend: /remove/,
  },
  {
    title: 'a clock without a target',
    env: { CLOCK_CONTROL_URL: 'http://127.0.0.1/clock' },
    begins: 'BASE_URL (not set) is needed by CLOCK_CONTROL_URL',
    mend: /set it/,
  },
  {
    title: 'the production host',
    env: target('https://API.example.org'),
    begins: 'BASE_URL="https://API.example.org"',
    mend: /PROFILE=health.*ALLOW_PRODUCTION=1/,
  },
  {
    title: 'the production host in another spelling',
    env: { ...target('https://api.example.org.:443/'), PROFILE: 'full' },
    begins: 'BASE_URL="https://api.example.org.:443/"',
    mend: /ALLOW_PRODUCTION=1/,
  },
  {
    title: 'a ledger without its key',
    env: { LEDGER_FILE: 'a.ledger' },
    begins: 'LEDGER_KEY (not set) is needed by LEDGER_FILE',
    mend: /12 characters/,
  },
  {
    title: 'a key without its ledger',
    env: { LEDGER_KEY: 'twelve-chars' },
    begins: 'LEDGER_FILE (not set) is needed by LEDGER_KEY',
    mend: /set it/,
  },
  {
    title: 'a short key',
    env: { LEDGER_FILE: 'a.ledger', LEDGER_KEY: password.slice(0, 11) },
    begins: 'LEDGER_KEY (environment) is too short',
    mend: /12 characters/,
  },
  {
    title: 'a line break, which must not fake a line',
    env: { PROFILE: 'full\nok everything' },
    begins: 'PROFILE="full\\nok everything"',
    mend: /health/,
  },
];

test.describe('A configuration that is refused', () => {
  for (const { title, env, begins, mend } of refused) {
    test(`${begins.split(/[ =]/)[0]}: ${title} (${begins})`, () => {
      const problems = problemsOf(() => settingsOf(env));
      expect(problems).toHaveLength(1);
      const line = problems[0] ?? '';
      expect(line.startsWith(begins), line).toBe(true);
      expect(line).toMatch(mend);
      expect(line).not.toContain('\n');
      expect(line).not.toContain(password.slice(0, 11));
    });
  }

  test('says every problem, the first one first', () => {
    const problems = problemsOf(() => settingsOf({ STRICT: 'x', SEED: 'y', PROFILE: 'z' }));
    expect(problems.map((line) => line.split('=')[0]).sort()).toEqual(['PROFILE', 'SEED', 'STRICT']);
  });

  test('has an error message of one line a problem', () => {
    expect(() => settingsOf({ STRICT: 'x', SEED: 'y' })).toThrow(/^[^\n]+\n[^\n]+$/);
  });
});

const refusedLines: readonly { title: string; text: string; problem: RegExp }[] = [
  { title: 'an unknown name', text: 'COLOUR=1', problem: /^COLOUR \(\.env line 1\) is no setting.*remove it/ },
  { title: 'a misspelt name', text: '# a\n\nSEDE=1', problem: /^SEDE \(\.env line 3\).*did you mean SEED/ },
  { title: 'a lower-case name', text: 'strict=1', problem: /^strict \(\.env line 1\).*did you mean STRICT/ },
  { title: 'no assignment', text: 'SEED=1\nSTRICT 1', problem: /^\.env line 2 is no setting: write NAME=value/ },
  { title: 'an empty value', text: 'SEED=\n', problem: /^SEED \(\.env line 1\) is set but empty/ },
  { title: 'a bad value', text: '\r\nexport PROFILE="x"', problem: /^PROFILE="x" \(\.env line 2\)/ },
  { title: 'a name twice', text: 'SEED=1\nSEED=2', problem: /^SEED \(\.env line 2\).*after \.env line 1/ },
  { title: 'an open quote', text: "RESULTS_DIR='a", problem: /^RESULTS_DIR=.*closing quote/ },
  {
    title: 'a # that would cut a password',
    text: 'ACCOUNT_PASSWORD=S3cret#more',
    problem: /^ACCOUNT_PASSWORD \(\.env line 1\) holds a #.*single quotes/,
  },
];

test.describe('A .env file that is refused', () => {
  for (const { title, text, problem } of refusedLines) {
    test(title, () => {
      const problems = problemsOf(() => readSettings({}, { ...options, envFile: envFile(text) }));
      expect(problems).toEqual([expect.stringMatching(problem)]);
      expect(problems.join()).not.toContain('S3cret');
    });
  }

  test('a folder in its place', () => {
    const folder = envFile('').replace(/\.env$/, '');
    const problems = problemsOf(() => readSettings({}, { ...options, envFile: folder }));
    expect(problems).toEqual([expect.stringMatching(/can't be read \(EISDIR\): it is a folder/)]);
  });
});
