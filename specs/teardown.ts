import { loadTarget } from '../harness/config/load.ts';
import { RunContext } from '../harness/judge/run-context.ts';
import { note } from '../harness/run/notes.ts';
import { RunFolder } from '../harness/run/run-folder.ts';
import { runStartedAt } from '../harness/run/start.ts';
import { type Restoration, restoreAccount } from './2-complete-password/restore.ts';
import { keepToken } from './ledger.ts';
import { suiteSetup } from './setup.ts';

/** Runs once after the clauses, also where the run was stopped: leaves the account as it was found. */
export default async function globalTeardown(): Promise<void> {
  const folder = RunFolder.current();
  const run = new RunContext(loadTarget(process.env), suiteSetup, runStartedAt(process.env), folder);
  const restoration = await restoreOrSay(run);
  if (restoration.state === 'failed') note(folder, { kind: 'alarm', message: alarmFor(run, restoration) });
  else await keepToken(run);
}

async function restoreOrSay(run: RunContext): Promise<Restoration> {
  try {
    return await restoreAccount(run);
  } catch (error) {
    const reason = `the harness itself failed: ${error instanceof Error ? error.message : String(error)}`;
    return { state: 'failed', reason, mend: 'ask for a reset of that address, and complete it with the old password' };
  }
}

/** One line: which account, what is wrong with it, and how to mend it. */
function alarmFor(run: RunContext, { reason, mend }: Extract<Restoration, { state: 'failed' }>): string {
  // The address is what the reader needs; everything else may be masked.
  const { accountEmail } = run.target;
  return `the password of ${accountEmail} may not be the old one: ${run.secrets.redact(reason)}; to mend it, ${mend}`;
}
