import { loadTarget } from '../harness/config/load.ts';
import { Laboratory } from '../harness/judge/laboratory.ts';
import { note } from '../harness/run/notes.ts';
import { RunFolder } from '../harness/run/run-folder.ts';
import { runStartedAt } from '../harness/run/start.ts';
import { type Restoration, restoreAccount } from './2-complete-password/restore.ts';
import { keepToken } from './ledger.ts';
import { suiteSetup } from './setup.ts';

/** Runs once after the clauses, also where the run was stopped: leaves the account as it was found. */
export default async function globalTeardown(): Promise<void> {
  const folder = RunFolder.current();
  const lab = new Laboratory(loadTarget(process.env), suiteSetup, runStartedAt(process.env), folder);
  const restoration = await restoreOrSay(lab);
  if (restoration.state === 'failed') note(folder, { kind: 'alarm', message: alarmFor(lab, restoration) });
  else await keepToken(lab);
}

async function restoreOrSay(lab: Laboratory): Promise<Restoration> {
  try {
    return await restoreAccount(lab);
  } catch (error) {
    const reason = `the harness itself failed: ${error instanceof Error ? error.message : String(error)}`;
    return { state: 'failed', reason, mend: 'ask for a reset of that address, and complete it with the old password' };
  }
}

/** One line: which account, what is wrong with it, and how to mend it. */
function alarmFor(lab: Laboratory, { reason, mend }: Extract<Restoration, { state: 'failed' }>): string {
  // The address is what the reader needs; everything else may be masked.
  const { accountEmail } = lab.target;
  return `the password of ${accountEmail} may not be the old one: ${lab.secrets.redact(reason)}; to mend it, ${mend}`;
}
