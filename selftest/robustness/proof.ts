import type { Target } from '../../harness/model/target.ts';
import { silent } from '../../harness/judge/clause-context.ts';
import { judge } from '../../harness/judge/judge.ts';
import { RunContext } from '../../harness/judge/run-context.ts';
import type { VerdictRecord } from '../../harness/model/verdict.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { suite } from '../../specs/suite.ts';

/** What judging some clauses on a sandbox came to. */
export interface Proof {
  readonly run: RunContext;
  /** The verdict on a clause that was judged. */
  readonly verdictOn: (id: string) => VerdictRecord;
}

/**
 * Judges clauses of reset-password, in the order of a run, on a sandbox of its own.
 *
 * @param behaviour How the sandbox departs from the contract.
 * @param ids Clauses to judge; all on robustness where absent.
 * @param settings What of the target differs from a small, impatient one.
 */
export async function prove(
  behaviour: Behaviour,
  ids?: readonly string[],
  settings: Partial<Target> = {},
): Promise<Proof> {
  const wanted = suite.tests.filter(({ clause }) => ids?.includes(clause.id) ?? clause.id.startsWith('RP-ROB-'));
  const sandbox = await startSandbox({ behaviour });
  try {
    const run = new RunContext({ ...target(sandbox.baseUrl, sandbox.accountEmail), ...settings }, suite, Date.now());
    for (const each of wanted) await judge(each, run, silent);
    return { run, verdictOn: (id) => verdictOf(id, run) };
  } finally {
    await sandbox.close();
  }
}

function verdictOf(id: string, { verdicts }: RunContext): VerdictRecord {
  const record = verdicts.get(id);
  if (record === undefined) throw new Error(`${id} was not judged`);
  return record;
}

function target(baseUrl: string, accountEmail: string): Target {
  return {
    embedded: false,
    extraHeaders: [],
    sendsTraceparent: true,
    baseUrl,
    loopback: true,
    accountEmail,
    unknownEmail: 'b7k2x9m4@example.com',
    profile: 'full',
    strict: false,
    sloP95Ms: 2000,
    requestTimeoutMs: 1500,
    requestsPerSecond: Infinity,
    runBudgetSeconds: 120,
    allowProduction: false,
    allowHostile: false,
    maxEffects: Infinity,
    seed: 7,
    generatedCases: 40,
    resultsDir: 'results',
  };
}
