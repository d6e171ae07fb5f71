import { expect, test } from '@playwright/test';
import { account, fileWith, problemsOf, settingsOf } from './helpers.ts';

interface Refused {
  readonly title: string;
  readonly env: NodeJS.ProcessEnv;
  /** What the only line begins with: the variable, its value where that is no secret, and where it stands. */
  readonly begins: string;
  readonly remedy: RegExp;
}

const password = 'S3cret-of-the-account';
const target = (value: string): NodeJS.ProcessEnv => ({ ...account, BASE_URL: value });

const refused: readonly Refused[] = [
  { title: 'empty', env: { BASE_URL: '' }, begins: 'BASE_URL (environment) is set but empty', remedy: /unset it/ },
  {
    title: 'an empty secret',
    env: { ...account, ACCOUNT_PASSWORD: '' },
    begins: 'ACCOUNT_PASSWORD (environment) is set but empty',
    remedy: /unset it/,
  },
  {
    title: 'an empty key',
    env: { LEDGER_FILE: 'a.ledger', LEDGER_KEY: '' },
    begins: 'LEDGER_KEY (environment) is set but empty',
    remedy: /unset it/,
  },
  {
    title: 'an empty account',
    env: { BASE_URL: account.BASE_URL, ACCOUNT_EMAIL: ' ' },
    begins: 'ACCOUNT_EMAIL (environment) is set but empty',
    remedy: /unset it/,
  },
  {
    title: 'the sandbox and a target',
    env: { ...account, SANDBOX: '1' },
    begins: 'SANDBOX="1" (environment) asks for the embedded sandbox, and BASE_URL',
    remedy: /keep one/,
  },
  { title: 'no flag', env: { SANDBOX: 'yes' }, begins: 'SANDBOX="yes" (environment)', remedy: /0 or 1/ },
  {
    title: 'what leads to a target that is not named',
    env: { CONNECT_TO: '10.0.0.7:443' },
    begins: 'BASE_URL (not set) is needed by CONNECT_TO',
    remedy: /embedded sandbox/,
  },
  {
    title: 'no place',
    env: { ...account, CONNECT_TO: '10.0.0.7' },
    begins: 'CONNECT_TO="10.0.0.7" is no host with a port',
    remedy: /10\.0\.0\.7:8443/,
  },
  {
    title: 'a way round to the production host',
    env: { ...account, CONNECT_TO: 'api.example.org:443' },
    begins: 'BASE_URL="https://api.example.com" (environment) is led to the production host by CONNECT_TO',
    remedy: /ALLOW_PRODUCTION=1/,
  },
  {
    title: 'a proxy of another kind, with its password',
    env: { ...account, https_proxy: `socks5://user:${password}@proxy.example.com` },
    begins: 'https_proxy names a proxy of the kind "socks5"',
    remedy: /http or https/,
  },
  {
    title: 'no file',
    env: { ...account, CA_FILE: '/no/such/ca.pem' },
    begins: 'CA_FILE="/no/such/ca.pem" can\'t be read (ENOENT)',
    remedy: /PEM/,
  },
  {
    title: 'no certificate',
    env: { ...account, NODE_EXTRA_CA_CERTS: 'package.json' },
    begins: 'NODE_EXTRA_CA_CERTS=',
    remedy: /holds no certificate: give a file in PEM form/,
  },
  {
    title: 'a certificate without its key',
    env: { ...account, CLIENT_CERT: 'client.pem' },
    begins: 'CLIENT_CERT is set and CLIENT_KEY is not',
    remedy: /set it/,
  },
  {
    title: 'a line break in what goes into a header',
    env: { USER_AGENT: 'me\nX-Fake: 1' },
    begins: 'USER_AGENT="me\\nX-Fake: 1" (environment) is no value of a header field',
    remedy: /printable ASCII.*staging-check/,
  },
  {
    title: 'two agents',
    env: { ...account, USER_AGENT: 'me', EXTRA_HEADERS: 'User-Agent: you' },
    begins: 'USER_AGENT="me" (environment) is set, and EXTRA_HEADERS',
    remedy: /keep one/,
  },
  {
    title: 'a command for tokens that come in the answer',
    env: { ...account, TOKEN_COMMAND: `read-mail --password ${password}` },
    begins: 'TOKEN_COMMAND (environment) is for a target that mails its tokens',
    remedy: /TOKEN_DELIVERY=mail/,
  },
  {
    title: 'a file that is not there',
    env: { ENV_FILE: '/no/such/.env' },
    begins: '/no/such/.env is not there, and ENV_FILE (environment) names it',
    remedy: /check the name/,
  },
  {
    title: 'what makes Node print the environment',
    env: { NODE_DEBUG: 'http,child*' },
    begins: 'NODE_DEBUG="http,child*" (environment)',
    remedy: /leave child_process and \* out/,
  },
  { title: 'misspelt', env: { BASE_ULR: 'x' }, begins: 'BASE_ULR (environment)', remedy: /did you mean BASE_URL/ },
  { title: 'in lower case', env: { base_url: 'x' }, begins: 'base_url (environment)', remedy: /did you mean BASE_URL/ },
  { title: 'one letter short', env: { PROFIL: 'x' }, begins: 'PROFIL (environment)', remedy: /did you mean PROFILE/ },
  {
    title: 'a misspelt secret',
    env: { ...account, ACCOUNT_PASWORD: password },
    begins: 'ACCOUNT_PASWORD (environment)',
    remedy: /did you mean ACCOUNT_PASSWORD/,
  },
  { title: 'no URL', env: target('nowhere'), begins: 'BASE_URL="nowhere" (environment)', remedy: /https:/ },
  { title: 'no scheme', env: target('localhost:80'), begins: 'BASE_URL="localhost:80"', remedy: /https:/ },
  { title: 'another scheme', env: target('ftp://h.example'), begins: 'BASE_URL="ftp:', remedy: /https:/ },
  { title: 'a broken host', env: target('http://[::1'), begins: 'BASE_URL="http://[::1"', remedy: /https:/ },
  { title: 'a space', env: target('http://h.example/a b'), begins: 'BASE_URL="http://h', remedy: /https:/ },
  {
    title: 'credentials',
    env: target(`https://user:${password}@h.example`),
    begins: 'BASE_URL="https://***@h.example" (environment) holds credentials',
    remedy: /remove/,
  },
  {
    title: 'a password with an @ and a slash',
    env: target(`https://user:${password}/@${password}@h.example`),
    begins: 'BASE_URL="https://***@h.example"',
    remedy: /https:|remove/,
  },
  {
    title: 'a query',
    env: target(`https://h.example/?key=${password}`),
    begins: 'BASE_URL="https://h.example/?***" (environment) has a query',
    remedy: /remove/,
  },
  { title: 'a bare ?', env: target('https://h.example/?'), begins: 'BASE_URL="https://h.example/?', remedy: /remove/ },
  { title: 'a fragment', env: target('https://h.example/#a'), begins: 'BASE_URL="https://h.e', remedy: /fragment/ },
  {
    title: "the call's own path",
    env: target('https://h.example/api/V1/users/reset/'),
    begins: 'BASE_URL="https://h.example/api/V1/users/reset/"',
    remedy: /what precedes \/v1\/users/,
  },
  {
    title: 'a target without an account',
    env: { BASE_URL: account.BASE_URL },
    begins: 'ACCOUNT_EMAIL (not set) is needed by BASE_URL',
    remedy: /set it/,
  },
  {
    title: 'an account without a target',
    env: { ACCOUNT_EMAIL: account.ACCOUNT_EMAIL },
    begins: 'BASE_URL (not set) is needed by ACCOUNT_EMAIL',
    remedy: /embedded sandbox/,
  },
  {
    title: 'no address',
    env: { ...account, ACCOUNT_EMAIL: 'account' },
    begins: 'ACCOUNT_EMAIL="account" (environment)',
    remedy: /somebody@example.com/,
  },
  {
    title: 'an unknown address that is the account',
    env: { ...account, UNKNOWN_EMAIL: 'Account@Example.com' },
    begins: 'UNKNOWN_EMAIL="Account@Example.com" (environment)',
    remedy: /no account/,
  },
  { title: 'no profile', env: { PROFILE: 'fast' }, begins: 'PROFILE="fast"', remedy: /health, standard or full/ },
  { title: 'no flag', env: { STRICT: 'true' }, begins: 'STRICT="true"', remedy: /0 or 1/ },
  { title: 'no flag', env: { ALLOW_PRODUCTION: 'yes' }, begins: 'ALLOW_PRODUCTION="yes"', remedy: /0 or 1/ },
  { title: 'no flag', env: { ALLOW_HOSTILE: '2' }, begins: 'ALLOW_HOSTILE="2"', remedy: /0 or 1/ },
  { title: 'no number', env: { SLO_P95_MS: '2s' }, begins: 'SLO_P95_MS="2s"', remedy: /no number/ },
  { title: 'zero', env: { SLO_P95_MS: '0' }, begins: 'SLO_P95_MS="0"', remedy: /> 0/ },
  { title: 'negative', env: { RUN_BUDGET_SECONDS: '-5' }, begins: 'RUN_BUDGET_SECONDS="-5"', remedy: />= 1/ },
  { title: 'infinite', env: { RUN_BUDGET_SECONDS: 'Infinity' }, begins: 'RUN_BUDGET_SECONDS="I', remedy: /finite/ },
  { title: 'beyond all bounds', env: { SEED: '1e999' }, begins: 'SEED="1e999"', remedy: /number/ },
  { title: 'too short', env: { REQUEST_TIMEOUT_MS: '99' }, begins: 'REQUEST_TIMEOUT_MS="99"', remedy: />= 100/ },
  { title: 'zero', env: { REQUESTS_PER_SECOND: '0' }, begins: 'REQUESTS_PER_SECOND="0"', remedy: /> 0/ },
  { title: 'zero', env: { GENERATED_CASES: '0' }, begins: 'GENERATED_CASES="0"', remedy: />= 1/ },
  { title: 'too many', env: { GENERATED_CASES: '100001' }, begins: 'GENERATED_CASES=', remedy: /<= 100000/ },
  { title: 'negative', env: { MAX_RESETS: '-1' }, begins: 'MAX_RESETS="-1"', remedy: />= 0/ },
  { title: 'beyond 32 bits', env: { SEED: '4294967296' }, begins: 'SEED="4294967296"', remedy: /<= 4294967295/ },
  { title: 'a fraction', env: { SEED: '1.5' }, begins: 'SEED="1.5"', remedy: /whole number/ },
  {
    title: 'a clock on another origin',
    env: { ...account, CLOCK_CONTROL_URL: 'https://api.example.com:8443/clock' },
    begins: 'CLOCK_CONTROL_URL="https://api.example.com:8443/clock"',
    remedy: /same scheme, host and port/,
  },
  {
    title: 'a clock with credentials',
    env: { ...account, CLOCK_CONTROL_URL: `https://u:${password}@api.example.com/clock` },
    begins: 'CLOCK_CONTROL_URL="https://***@api.example.com/clock"',
    remedy: /remove/,
  },
  {
    title: 'a clock without a target',
    env: { CLOCK_CONTROL_URL: 'http://127.0.0.1/clock' },
    begins: 'BASE_URL (not set) is needed by CLOCK_CONTROL_URL',
    remedy: /set it/,
  },
  {
    title: 'the production host',
    env: target('https://API.example.org'),
    begins: 'BASE_URL="https://API.example.org"',
    remedy: /PROFILE=health.*ALLOW_PRODUCTION=1/,
  },
  {
    title: 'the production host in another spelling',
    env: { ...target('https://api.example.org.:443/'), PROFILE: 'full' },
    begins: 'BASE_URL="https://api.example.org.:443/"',
    remedy: /ALLOW_PRODUCTION=1/,
  },
  {
    title: 'a ledger without its key',
    env: { LEDGER_FILE: 'a.ledger' },
    begins: 'LEDGER_KEY (not set) is needed by LEDGER_FILE',
    remedy: /12 characters/,
  },
  {
    title: 'a key without its ledger',
    env: { LEDGER_KEY: 'twelve-chars' },
    begins: 'LEDGER_FILE (not set) is needed by LEDGER_KEY',
    remedy: /set it/,
  },
  {
    title: 'a short key',
    env: { LEDGER_FILE: 'a.ledger', LEDGER_KEY: password.slice(0, 11) },
    begins: 'LEDGER_KEY (environment) is too short',
    remedy: /12 characters/,
  },
  {
    title: 'a line break, which must not fake a line',
    env: { PROFILE: 'full\nok everything' },
    begins: 'PROFILE="full\\nok everything"',
    remedy: /health/,
  },
];

test.describe('A configuration that is refused', () => {
  for (const { title, env, begins, remedy } of refused) {
    test(`${begins.split(/[ =]/)[0]}: ${title} (${begins})`, () => {
      const problems = problemsOf(() => settingsOf(env));
      expect(problems).toHaveLength(1);
      const line = problems[0] ?? '';
      expect(line.startsWith(begins), line).toBe(true);
      expect(line).toMatch(remedy);
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
  {
    title: 'what others call the target',
    text: 'API_URL=https://example.com',
    problem: /^API_URL \(\.env line 1\).*did you mean BASE_URL/,
  },
  { title: 'a misspelt name', text: '# a\n\nSEDE=1', problem: /^SEDE \(\.env line 3\).*did you mean SEED/ },
  { title: 'a lower-case name', text: 'strict=1', problem: /^strict \(\.env line 1\).*did you mean STRICT/ },
  { title: 'no assignment', text: 'SEED=1\nSTRICT 1', problem: /^\.env line 2 is no setting: write NAME=value/ },
  {
    title: 'an empty value where one is needed',
    text: 'ACCOUNT_PASSWORD=\n',
    problem: /^ACCOUNT_PASSWORD \(\.env line 1\) is set but empty/,
  },
  {
    title: 'the name of another file',
    text: 'ENV_FILE=a',
    problem: /^ENV_FILE \(\.env line 1\) can't stand in a file/,
  },
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
      const problems = problemsOf(() => settingsOf({ ENV_FILE: fileWith(text) }));
      expect(problems).toEqual([expect.stringMatching(problem)]);
      expect(problems.join()).not.toContain('S3cret');
    });
  }

  test('a folder in its place', () => {
    const folder = fileWith('').replace(/\.env$/, '');
    const problems = problemsOf(() => settingsOf({ ENV_FILE: folder }));
    expect(problems).toEqual([expect.stringMatching(/can't be read \(EISDIR\): it is a folder/)]);
  });

  for (const [title, bytes] of [
    ['with a byte order mark', Buffer.from('\uFEFFSEED=1\n', 'utf16le')],
    ['big-endian', Buffer.from('\uFEFFSEED=1\n', 'utf16le').swap16()],
    ['without a byte order mark', Buffer.from('SEED=1\n', 'utf16le')],
  ] as const) {
    test(`UTF-16 ${title}`, () => {
      const problems = problemsOf(() => settingsOf({ ENV_FILE: fileWith(bytes) }));
      expect(problems).toEqual(['.env is UTF-16, or no text: save it as UTF-8.']);
    });
  }
});

test('a health check needs a target, or the word that the sandbox is meant', () => {
  const problemsIn = (env: NodeJS.ProcessEnv) => problemsOf(() => settingsOf(env, { needsTarget: true }));
  expect(problemsIn({})).toEqual([
    'BASE_URL (not set) is needed by a health check: set it to the target, or SANDBOX=1 to check the embedded sandbox.',
  ]);
  expect(problemsIn({ SANDBOX: '1' })).toEqual([]);
  expect(problemsIn(account)).toEqual([]);
});
