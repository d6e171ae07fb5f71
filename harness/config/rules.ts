import { resultsDirProblem } from './results-dir.ts';
import type { Connection } from './read.ts';
import { describeSetting, type GivenValues } from './schema.ts';
import type { SettingValues } from './setting-values.ts';

/** What the configuration's rules have to know about the API; the entry points take it from the suite. */
export interface ApiFacts {
  /** Hosts that are refused without an express wish. */
  readonly productionHosts: readonly string[];
  /** Where the calls' paths begin, such as `/v1/users`: no base URL ends with a part of a call. */
  readonly callPrefixes: readonly string[];
}

/**
 * The rules that JSON Schema can't express.
 *
 * @param connection Looked at where it could be made of the values.
 * @returns one line for each problem.
 */
export function brokenRules(
  values: SettingValues,
  given: GivenValues,
  connection: Partial<Connection>,
  api: ApiFacts,
): string[] {
  const say = (name: keyof SettingValues, what: string): string => `${describeSetting(name, given.get(name))} ${what}`;
  const dirProblem = resultsDirProblem(values.RESULTS_DIR);
  return [
    ...baseUrlProblems(values, connection, api).map((what) => say('BASE_URL', what)),
    ...(values.SANDBOX === '1' && values.BASE_URL !== undefined
      ? [say('SANDBOX', 'asks for the embedded sandbox, and BASE_URL names a target: keep one of the two.')]
      : []),
    ...(values.TOKEN_COMMAND !== undefined && values.TOKEN_DELIVERY !== 'mail'
      ? [say('TOKEN_COMMAND', 'is for a target that mails its tokens: set TOKEN_DELIVERY=mail, or unset it.')]
      : []),
    ...clockProblems(values).map((what) => say('CLOCK_CONTROL_URL', what)),
    ...(sameAddress(values.UNKNOWN_EMAIL, values.ACCOUNT_EMAIL)
      ? [say('UNKNOWN_EMAIL', "is the account's own address: give one that has no account, or unset it.")]
      : []),
    ...(values.USER_AGENT !== undefined && setsUserAgent(connection)
      ? [say('USER_AGENT', 'is set, and EXTRA_HEADERS sets User-Agent too: keep one of the two.')]
      : []),
    ...(dirProblem === undefined ? [] : [say('RESULTS_DIR', dirProblem)]),
  ];
}

/** Whether two addresses reach the same mailbox in practice: case is left aside. */
export function sameAddress(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a.toLowerCase() === b?.toLowerCase();
}

/**
 * Node prints what its parts do where `NODE_DEBUG` names them, by patterns with `*` between commas; `child_process` prints
 * the whole environment of each process that is started, before any of our code could hide a secret in it.
 *
 * @returns one line where that would happen.
 */
export function nodeDebugProblems({ NODE_DEBUG: value = '' }: NodeJS.ProcessEnv): string[] {
  const covers = (pattern: string): boolean =>
    new RegExp(
      `^${pattern
        .trim()
        .replace(/[^\w*]/g, '')
        .replaceAll('*', '.*')}$`,
      'i',
    ).test('child_process');
  if (!value.split(',').some(covers)) return [];
  return [
    `NODE_DEBUG=${JSON.stringify(value)} (environment) makes Node print the environment, and every secret in it: ` +
      'leave child_process and * out.',
  ];
}

function setsUserAgent({ extraHeaders = [] }: Partial<Connection>): boolean {
  return extraHeaders.some(([name]) => name.toLowerCase() === 'user-agent');
}

function urlProblem(value: string): string | undefined {
  if (!URL.canParse(value)) return 'is no URL: give one such as https://api.example.com.';
  const { username, password } = new URL(value);
  return username === '' && password === '' ? undefined : 'holds credentials: remove what stands before the @.';
}

function baseUrlProblems(
  { BASE_URL: value, PROFILE, ALLOW_PRODUCTION }: SettingValues,
  { dial }: Partial<Connection>,
  api: ApiFacts,
): string[] {
  if (value === undefined) return [];
  const malformed = urlProblem(value);
  if (malformed !== undefined) return [malformed];
  if (value.includes('?')) return ['has a query: remove the ? and what follows.'];
  if (value.includes('#')) return ['has a fragment: remove the # and what follows.'];
  const url = new URL(value);
  const path = `${url.pathname.toLowerCase()}/`;
  const call = api.callPrefixes.find((prefix) => path.includes(`${prefix.toLowerCase()}/`));
  if (call !== undefined) return [`holds the call's own path: give only what precedes ${call}.`];
  const isProduction = (host: string): boolean => api.productionHosts.includes(host.toLowerCase().replace(/\.$/, ''));
  if (PROFILE === 'health' || ALLOW_PRODUCTION === '1') return [];
  const fix = 'judge it with PROFILE=health, or say that you mean it with ALLOW_PRODUCTION=1.';
  if (isProduction(url.hostname)) return [`is the production host: ${fix}`];
  return isProduction(dial?.connectTo?.host ?? '') ? [`is led to the production host by CONNECT_TO: ${fix}`] : [];
}

/** The clock control is called with nothing secret, yet no request of a run goes to another origin. */
function clockProblems({ CLOCK_CONTROL_URL: value, BASE_URL: baseUrl }: SettingValues): string[] {
  if (value === undefined || baseUrl === undefined) return [];
  const malformed = urlProblem(value);
  if (malformed !== undefined) return [malformed];
  if (URL.canParse(baseUrl) && new URL(value).origin !== new URL(baseUrl).origin) {
    return ['is of another origin than BASE_URL: give a URL with the same scheme, host and port.'];
  }
  return [];
}
