import { fileURLToPath } from 'node:url';
import type { ClauseId } from '../contract/register.ts';
import { loadTarget } from '../harness/config/load.ts';
import type { Target } from '../harness/model/target.ts';
import { collectClauses } from '../harness/judge/collect.ts';
import { judge } from '../harness/judge/judge.ts';
import { RunContext } from '../harness/judge/run-context.ts';
import type { VerdictRecord } from '../harness/model/verdict.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/start.ts';
import { tryPresentPassword } from '../specs/3-user-login/present-password.ts';

const specs = fileURLToPath(new URL('../specs', import.meta.url));

/** Settings under which proofs run: the same inputs every time, few generated ones, short waits. */
const settings = {
  CONFORMANCE_ENV_FILE: '/dev/null',
  SEED: '7',
  PROFILE: 'full',
  GENERATED_CASES: '8',
  REQUEST_TIMEOUT_MS: '1000',
  SLO_P95_MS: '400',
};

/** The target that a sandbox is, in the eyes of the harness. */
export function targetOf(sandbox: Sandbox, env: Readonly<Record<string, string>> = {}): Target {
  return loadTarget({
    ...settings,
    BASE_URL: sandbox.baseUrl,
    ACCOUNT_EMAIL: sandbox.accountEmail,
    ACCOUNT_PASSWORD: sandbox.accountPassword,
    CLOCK_CONTROL_URL: sandbox.clockControlUrl,
    // The seed of a whole proof can be chosen from outside, so that it is tried with several.
    ...(process.env.SEED === undefined ? {} : { SEED: process.env.SEED }),
    MAX_RESETS: '100000',
    ...env,
  });
}

/**
 * Judges the clauses that users run, in the order of a run but without the runner, which takes a fixed time a test and
 * a new worker after each failed one.
 *
 * @param only Ids to judge; all where absent.
 */
export async function judgeAll(
  target: Target,
  only?: readonly ClauseId[],
): Promise<{ verdicts: Map<string, VerdictRecord>; run: RunContext }> {
  const { clauses, setup } = await collectClauses(specs);
  const run = new RunContext(target, setup, Date.now());
  await tryPresentPassword(run);
  for (const clause of clauses) {
    if (only === undefined || only.includes(clause.id)) await judge(clause, run, { step: (_name, body) => body() });
  }
  return { verdicts: run.verdicts, run };
}

/** Starts a sandbox for the time of a proof. */
export async function withSandbox<T>(options: SandboxOptions, use: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const sandbox = await startSandbox(options);
  try {
    return await use(sandbox);
  } finally {
    await sandbox.close();
  }
}
