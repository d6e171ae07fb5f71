import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { canBeSearchedFor } from '../secrets/registry.ts';
import type { Settings } from './settings.ts';

/** What does not stop a run, but should be known: one line each, with the mend. */
export function warningsFor(settings: Settings): string[] {
  return [...plainHttp(settings), ...commonPassword(settings), ...loosePermissions(settings.envFile)];
}

function plainHttp({ address, conduct }: Settings): string[] {
  if (address === undefined || conduct.loopback || !address.baseUrl.startsWith('http:')) return [];
  return [
    `BASE_URL=${JSON.stringify(address.baseUrl)} is plain http off loopback: ` +
      'whoever is on the way reads the account and its tokens; use https.',
  ];
}

function commonPassword({ address }: Settings): string[] {
  if (address?.accountPassword === undefined || canBeSearchedFor(address.accountPassword)) return [];
  return [
    "ACCOUNT_PASSWORD has fewer than 8 characters, or is one word or number: it is masked, but the results can't be searched for it; " +
      'give the test account a longer one.',
  ];
}

/** Windows keeps access lists instead of mode bits; what `stat` makes of them says nothing. */
function loosePermissions(envFile: string): string[] {
  const stat = statSync(envFile, { throwIfNoEntry: false });
  if (process.platform === 'win32' || stat === undefined || !stat.isFile() || (stat.mode & 0o077) === 0) return [];
  const mode = (stat.mode & 0o777).toString(8).padStart(3, '0');
  return [`${basename(envFile)} has mode ${mode}, so that others can read its secrets: chmod 600 ${envFile}`];
}
