import type { ClauseId } from '../../contract/register.ts';
import { loadTarget } from '../../harness/config/load.ts';
import { declareOnly, declaredClauses } from '../../harness/playwright/suite.ts';
import { judge } from '../../harness/judge/judge.ts';
import { RunContext } from '../../harness/judge/run-context.ts';
import type { VerdictRecord } from '../../harness/model/verdict.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { startSandbox } from '../../sandbox/start.ts';

/** The specs that the clauses of this self-test are declared in, and those whose traffic they look at. */
const specs = [
  '../../specs/1-reset-password/success.spec.ts',
  '../../specs/1-reset-password/robustness-3-transport.spec.ts',
  '../../specs/1-reset-password/identifier.spec.ts',
  '../../specs/1-reset-password/security.spec.ts',
  '../../specs/4-traffic/observations.spec.ts',
  '../../specs/4-traffic/response-time.spec.ts',
  '../../specs/4-traffic/token-strength.spec.ts',
];

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
  declareOnly();
  for (const spec of specs) await import(spec);
  const { clauses, setup } = declaredClauses();
  const target = loadTarget({ CONFORMANCE_ENV_FILE: '/dev/null', ...env });
  const run = new RunContext(target, setup, Date.now());
  const records = new Map<string, VerdictRecord>();
  let last: VerdictRecord | undefined;
  for (const id of ids) {
    const declared = clauses.find((each) => each.id === id);
    if (declared === undefined) throw new Error(`no spec of this self-test declares ${id}`);
    last = await judge(declared, run, { step: (_, body) => body() });
    records.set(id, last);
  }
  if (last === undefined) throw new Error('no clause was named');
  return { records, last, resets: run.recording.exchanges.filter(({ mayReset }) => mayReset).length };
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
