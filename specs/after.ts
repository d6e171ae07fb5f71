import type { RunContext } from '../harness/judge/run-context.ts';
import { note } from '../harness/run/notes.ts';
import { type Restoration, restoreAccount } from './journey/restore.ts';
import { keepToken } from './journey/ledger.ts';

/** After the clauses, also where the run was stopped: leaves the account as it was found. */
export async function afterClauses(run: RunContext): Promise<void> {
  const restoration = await restoreOrSay(run);
  if (restoration.state !== 'failed') await keepToken(run);
  else if (run.folder !== undefined) note(run.folder, { kind: 'alarm', message: alarmFor(run, restoration) });
}

async function restoreOrSay(run: RunContext): Promise<Restoration> {
  try {
    return await restoreAccount(run);
  } catch (error) {
    const reason = `the harness itself failed: ${error instanceof Error ? error.message : String(error)}`;
    return {
      state: 'failed',
      reason,
      remedy: 'ask for a reset of that address, and complete it with the old password',
    };
  }
}

/** One line: which account, what is wrong with it, and how to fix it. */
function alarmFor(run: RunContext, { reason, remedy }: Extract<Restoration, { state: 'failed' }>): string {
  // The address is what the reader needs; everything else may be masked.
  const { accountEmail } = run.target;
  return `the password of ${accountEmail} may not be the old one: ${run.secrets.redact(reason)}; to fix it, ${remedy}`;
}
