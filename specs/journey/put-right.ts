import type { RunContext } from '../../harness/judge/run-context.ts';
import { Inconclusive } from '../../harness/model/outcome.ts';
import { isAlive } from '../../harness/run/alive.ts';
import { note } from '../../harness/run/notes.ts';
import { logIn } from '../calls/user-login.ts';
import { enter } from './journal.ts';
import { newPassword } from './new-password.ts';
import { journalFor, settleEntries } from './open-entry.ts';
import { letsIn } from './present-password.ts';
import { restoreAccount } from './restore.ts';
import { trialPasswords } from './trial-passwords.ts';

/** How long the log-ins that tell what the password is may take, in seconds, whatever the run's own budget is. */
const graceSeconds = 30;

/** The password that logs in: the old one, one that a run has set, or the reason in one line why neither is known to. */
type Present = { readonly is: 'old' } | { readonly is: 'new' } | { readonly is: 'unknown'; readonly reason: string };

/**
 * Sets back what a run has left that was killed while the account had another password. It does so only where it is
 * proved that the password is one that a run has set: its owner may have chosen a new one since.
 */
export async function putRight(run: RunContext): Promise<void> {
  const { folder, target } = run;
  const journal = journalFor(run);
  const open = journal?.read() ?? [];
  const newest = open.at(-1);
  if (folder === undefined || journal === undefined || newest === undefined) return;
  const earlier = `an earlier run (${newest.at}) was cut off while it may have changed the password of ${target.accountEmail}`;
  const atWork = open.find((entry) => isAlive(entry.process));
  if (atWork !== undefined) {
    const message = `another run (process ${atWork.process.pid}, since ${atWork.at}) is at work on ${target.accountEmail}: give each run its own account`;
    note(folder, { kind: 'warning', message });
    return;
  }
  if (target.accountPassword === undefined) {
    note(folder, { kind: 'warning', message: `${earlier}: set ACCOUNT_PASSWORD, and the next run sets it back` });
    return;
  }
  const salts = open.map(({ salt }) => Buffer.from(salt, 'base64')).reverse();
  const found = await presentPassword(run, target.accountPassword, salts);
  if (found.is === 'old') {
    settleEntries(run, { proved: true });
    note(folder, { kind: 'warning', message: `${earlier}: the old password logs in, nothing was to be set back` });
  } else if (found.is === 'new') {
    // From here on the end of the run sees to it, should it not be done now.
    enter(run, { kind: 'left changed' });
    if ((await restoreAccount(run)).state === 'restored') {
      const message = `${earlier}: the old password is set back, and logs in`;
      note(folder, { kind: 'warning', message, lastLine: 'an earlier run was put right' });
    }
  } else {
    const message =
      `${earlier}, and it could not be set back: ${found.reason}; to fix it, ask for a reset of that address, ` +
      'complete it with the password of ACCOUNT_PASSWORD, and run again';
    note(folder, { kind: 'alarm', message });
  }
}

/** Which password logs in. */
async function presentPassword(run: RunContext, old: string, salts: readonly Uint8Array[]): Promise<Present> {
  const client = run.clientWithGrace(graceSeconds);
  // A target that takes a completion without a password may have set an empty one.
  const others = [
    ...salts.flatMap((salt) => [newPassword(old, salt), ...Object.values(trialPasswords(old, salt))]),
    '',
  ];
  const logsIn = async (name: string, password: string): Promise<boolean> =>
    letsIn(await client.send({ ...logIn(name, password), auxiliary: true }));
  try {
    if (await logsIn('log-in, to see whether an earlier run left the old password', old)) return { is: 'old' };
    for (const password of others) {
      if (password !== '') run.secrets.learn('password', password);
      if (await logsIn('log-in, to see whether an earlier run left its new password', password)) return { is: 'new' };
    }
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    return { is: 'unknown', reason: error.message };
  }
  return { is: 'unknown', reason: 'neither ACCOUNT_PASSWORD nor what that run had set logs in' };
}
