import type { ClauseId } from '../../contract/register.ts';
import { silent } from '../../harness/judge/clause-context.ts';
import { judge } from '../../harness/judge/judge.ts';
import { RunContext } from '../../harness/judge/run-context.ts';
import type { VerdictRecord } from '../../harness/model/verdict.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { suite } from '../../specs/suite.ts';
import { targetFrom } from '../in-process.ts';

/** What a few clauses came to, and what judging them sent. */
export interface Judged {
  readonly records: ReadonlyMap<string, VerdictRecord>;
  readonly last: VerdictRecord;
  /** Requests that may issue a reset. */
  readonly resets: number;
}

/**
 * Judges clauses in the given order, without the runner, on a target.
 *
 * @param env The configuration; no `.env` file has a say.
 */
export async function judgedAt(env: NodeJS.ProcessEnv, ids: readonly ClauseId[]): Promise<Judged> {
  const run = new RunContext(targetFrom(env), suite, Date.now());
  const records = new Map<string, VerdictRecord>();
  let last: VerdictRecord | undefined;
  for (const id of ids) {
    const test = suite.tests.find(({ clause }) => clause.id === id);
    if (test === undefined) throw new Error(`no clause ${id}`);
    last = await judge(test, run, silent);
    records.set(id, last);
  }
  if (last === undefined) throw new Error('no clause was named');
  return { records, last, resets: run.recording.exchanges.filter(({ hasEffect }) => hasEffect).length };
}

/** Judges clauses on a sandbox that behaves in some way; the last one is what the caller wants to know about. */
export async function judgedOn(
  behaviour: Behaviour,
  ids: readonly ClauseId[],
  env: NodeJS.ProcessEnv = {},
): Promise<Judged> {
  const sandbox = await startSandbox({ behaviour });
  try {
    return await judgedAt({ BASE_URL: sandbox.baseUrl, ACCOUNT_EMAIL: sandbox.accountEmail, ...env }, ids);
  } finally {
    await sandbox.close();
  }
}
