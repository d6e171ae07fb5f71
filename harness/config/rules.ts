import { resultsDirProblem } from './results-dir.ts';
import { describeVariable, type Environment, type GivenValues } from './variables.ts';

/** What the configuration's rules have to know about the API; the entry points take it from the contract. */
export interface ApiFacts {
  /** Hosts that are refused without an express wish. */
  readonly productionHosts: readonly string[];
  /** Where the calls' paths begin, such as `/v1/users`: no base URL ends with a part of a call. */
  readonly callPrefixes: readonly string[];
}

/** The rules that JSON Schema can't express. @returns one line a problem. */
export function brokenRules(values: Environment, given: GivenValues, api: ApiFacts): string[] {
  const say = (name: keyof Environment, what: string): string => `${describeVariable(name, given.get(name))} ${what}`;
  const dirProblem = resultsDirProblem(values.RESULTS_DIR);
  return [
    ...baseUrlProblems(values, api).map((what) => say('BASE_URL', what)),
    ...clockProblems(values).map((what) => say('CLOCK_CONTROL_URL', what)),
    ...(sameAddress(values.UNKNOWN_EMAIL, values.ACCOUNT_EMAIL)
      ? [say('UNKNOWN_EMAIL', "is the account's own address: give one that has no account, or unset it.")]
      : []),
    ...(dirProblem === undefined ? [] : [say('RESULTS_DIR', dirProblem)]),
  ];
}

/** Whether two addresses reach the same mailbox in practice: case is left aside. */
export function sameAddress(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a.toLowerCase() === b?.toLowerCase();
}

function urlProblem(value: string): string | undefined {
  if (!URL.canParse(value)) return 'is no URL: give one such as https://api.example.com.';
  const { username, password } = new URL(value);
  return username === '' && password === '' ? undefined : 'holds credentials: remove what stands before the @.';
}

function baseUrlProblems({ BASE_URL: value, PROFILE, ALLOW_PRODUCTION }: Environment, api: ApiFacts): string[] {
  if (value === undefined) return [];
  const malformed = urlProblem(value);
  if (malformed !== undefined) return [malformed];
  if (value.includes('?')) return ['has a query: remove the ? and what follows.'];
  if (value.includes('#')) return ['has a fragment: remove the # and what follows.'];
  const url = new URL(value);
  const path = `${url.pathname.toLowerCase()}/`;
  const call = api.callPrefixes.find((prefix) => path.includes(`${prefix.toLowerCase()}/`));
  if (call !== undefined) return [`holds the call's own path: give only what precedes ${call}.`];
  const isProduction = api.productionHosts.includes(url.hostname.toLowerCase().replace(/\.$/, ''));
  if (isProduction && PROFILE !== 'health' && ALLOW_PRODUCTION !== '1') {
    return ['is the production host: judge it with PROFILE=health, or say that you mean it with ALLOW_PRODUCTION=1.'];
  }
  return [];
}

/** The clock control is called with nothing secret, yet no request of a run goes to another origin. */
function clockProblems({ CLOCK_CONTROL_URL: value, BASE_URL: baseUrl }: Environment): string[] {
  if (value === undefined || baseUrl === undefined) return [];
  const malformed = urlProblem(value);
  if (malformed !== undefined) return [malformed];
  if (URL.canParse(baseUrl) && new URL(value).origin !== new URL(baseUrl).origin) {
    return ['is of another origin than BASE_URL: give a URL with the same scheme, host and port.'];
  }
  return [];
}
