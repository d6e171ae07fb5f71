import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { canBeSearchedFor } from '../secrets/searchable.ts';
import type { Settings } from './read.ts';

type Read = Omit<Settings, 'warnings'>;

/** What does not stop a run, but should be known: one line each, with the fix. */
export function warningsFor(read: Read, env: NodeJS.ProcessEnv): string[] {
  return [
    ...unverifiedTls(env),
    ...otherNamesOfTarget(read, env),
    ...sandboxInCi(read, env),
    ...plainHttp(read),
    ...commonPassword(read),
    ...commonHeaders(read),
    ...loosePermissions(read.envFile),
  ];
}

/** The harness verifies all the same; what its user starts beside it does not. */
export function unverifiedTls({ NODE_TLS_REJECT_UNAUTHORIZED: value }: NodeJS.ProcessEnv): string[] {
  if (value !== '0') return [];
  return [
    'NODE_TLS_REJECT_UNAUTHORIZED=0 (environment) asks Node not to verify certificates: unset it, ' +
      'and name an authority of your own in CA_FILE.',
  ];
}

/** What other programs call their target: in the environment they may be theirs, so they are no error there. */
export const namesOfTarget: readonly string[] = ['TARGET_URL', 'API_URL', 'API_BASE_URL'];

function otherNamesOfTarget({ usesSandbox, sandboxIsMeant }: Read, env: NodeJS.ProcessEnv): string[] {
  if (!usesSandbox || sandboxIsMeant) return [];
  return namesOfTarget
    .filter((name) => (env[name] ?? '').trim() !== '')
    .map(
      (name) =>
        `${name} (environment) is set and BASE_URL is not, so the embedded sandbox is judged; did you mean BASE_URL?`,
    );
}

function sandboxInCi({ usesSandbox, sandboxIsMeant }: Read, { CI }: NodeJS.ProcessEnv): string[] {
  if (!usesSandbox || sandboxIsMeant || CI === undefined || ['', '0', 'false'].includes(CI.toLowerCase())) return [];
  return [
    'BASE_URL is not set, so the embedded sandbox is judged and no deployment: set BASE_URL, ' +
      'or SANDBOX=1 where the sandbox is meant.',
  ];
}

function plainHttp({ address, conduct }: Read): string[] {
  if (address === undefined || conduct.loopback || !address.baseUrl.startsWith('http:')) return [];
  return [
    `BASE_URL=${JSON.stringify(address.baseUrl)} is plain http off loopback: ` +
      'whoever is on the way reads the account and its tokens; use https.',
  ];
}

function commonPassword({ address }: Read): string[] {
  if (address?.accountPassword === undefined || canBeSearchedFor(address.accountPassword)) return [];
  return [
    "ACCOUNT_PASSWORD has fewer than 8 characters, or is one word or number: it is masked, but the results can't be searched for it; " +
      'give the test account a longer one.',
  ];
}

function commonHeaders({ conduct }: Read): string[] {
  const names = conduct.extraHeaders.filter(([, value]) => !canBeSearchedFor(value)).map(([name]) => name);
  if (names.length === 0) return [];
  return [
    `EXTRA_HEADERS: the value of ${names.join(', ')} has fewer than 8 characters, or is one word or number: ` +
      "the results can't be searched for it, and one of fewer than 4 characters is not masked either.",
  ];
}

/** Windows keeps access lists instead of mode bits; what `stat` makes of them says nothing. */
function loosePermissions(envFile: string): string[] {
  const stat = statSync(envFile, { throwIfNoEntry: false });
  if (process.platform === 'win32' || stat === undefined || !stat.isFile() || (stat.mode & 0o077) === 0) return [];
  const mode = (stat.mode & 0o777).toString(8).padStart(3, '0');
  return [`${basename(envFile)} has mode ${mode}, so that others can read its secrets: chmod 600 ${envFile}`];
}
