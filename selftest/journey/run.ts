import { fileURLToPath } from 'node:url';
import { clauses as register } from '../../contract/register.ts';
import type { Target } from '../../harness/config/target.ts';
import { collectClauses } from '../../harness/judge/collect.ts';
import { judge } from '../../harness/judge/judge.ts';
import { Laboratory } from '../../harness/judge/laboratory.ts';
import type { VerdictRecord } from '../../harness/judge/verdict.ts';
import type { RunFolder } from '../../harness/run/run-folder.ts';
import { type Restoration, restoreAccount } from '../../specs/2-complete-password/restore.ts';
import { settleLedger } from '../../specs/ledger.ts';
import { suiteSetup } from '../../specs/setup.ts';
import { tryPresentPassword } from '../../specs/3-user-login/present-password.ts';

const specs = fileURLToPath(new URL('../../specs', import.meta.url));

/** The clauses of the companion calls. */
export const journey: readonly string[] = register.map(({ id }) => id).filter((id) => /^(VT|CP|LG)-/.test(id));

/** What came of a run: verdicts by clause, and what became of the account. */
export interface Run {
  readonly verdicts: ReadonlyMap<string, VerdictRecord>;
  readonly lab: Laboratory;
  readonly restoration: Restoration;
}

/** A run of some clauses from its first request to the last, as the runner does it, but in this process. */
export async function run(target: Target, only: readonly string[] = journey, folder?: RunFolder): Promise<Run> {
  const { clauses } = await collectClauses(specs);
  let lab = new Laboratory(target, suiteSetup, Date.now(), folder);
  const startedAt = Date.now();
  await tryPresentPassword(lab);
  await settleLedger(lab);
  for (const clause of clauses.filter(({ id }) => only.includes(id))) {
    const { verdict } = await judge(clause, lab, { step: (_name, body) => body() });
    // The runner replaces its worker after each failed test.
    if (verdict === 'fail' && folder !== undefined) lab = new Laboratory(target, suiteSetup, startedAt, folder);
  }
  return { verdicts: lab.verdicts, lab, restoration: await restoreAccount(lab) };
}
