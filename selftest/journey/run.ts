import { clauses as register } from '../../contract/register.ts';
import type { Target } from '../../harness/model/target.ts';
import { silent } from '../../harness/judge/clause-context.ts';
import { judge } from '../../harness/judge/judge.ts';
import { RunContext } from '../../harness/judge/run-context.ts';
import type { VerdictRecord } from '../../harness/model/verdict.ts';
import type { RunFolder } from '../../harness/run/run-folder.ts';
import { type Restoration, restoreAccount } from '../../specs/journey/restore.ts';
import { settleLedger } from '../../specs/journey/ledger.ts';
import { suite } from '../../specs/suite.ts';
import { tryPresentPassword } from '../../specs/journey/present-password.ts';

/** The clauses of the companion calls. */
export const journey: readonly string[] = register.map(({ id }) => id).filter((id) => /^(VT|CP|LG)-/.test(id));

/** What came of a run: verdicts by clause, and what became of the account. */
export interface Run {
  readonly verdicts: ReadonlyMap<string, VerdictRecord>;
  readonly run: RunContext;
  readonly restoration: Restoration;
}

/** A run of some clauses from its first request to the last, as the runner does it, but in this process. */
export async function run(target: Target, only: readonly string[] = journey, folder?: RunFolder): Promise<Run> {
  let run = new RunContext(target, suite, Date.now(), folder);
  const startedAt = Date.now();
  await settleLedger(run);
  await tryPresentPassword(run);
  for (const each of suite.tests.filter(({ clause }) => only.includes(clause.id))) {
    const { verdict } = await judge(each, run, silent);
    // The runner replaces its worker after each failed test.
    if (verdict === 'fail' && folder !== undefined) run = new RunContext(target, suite, startedAt, folder);
  }
  return { verdicts: run.verdicts, run, restoration: await restoreAccount(run) };
}
