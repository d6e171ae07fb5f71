import type { ClauseId } from '../contract/register.ts';
import { targetOf as targetOfSettings } from '../harness/config/target.ts';
import { readSettings } from '../harness/config/read.ts';
import { silent } from '../harness/judge/clause-context.ts';
import type { Target } from '../harness/model/target.ts';
import { judge } from '../harness/judge/judge.ts';
import { RunContext } from '../harness/judge/run-context.ts';
import type { VerdictRecord } from '../harness/model/verdict.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/start.ts';
import { tryPresentPassword } from '../specs/journey/present-password.ts';
import { suite } from '../specs/suite.ts';

/** Settings under which proofs run: the same inputs every time, few generated ones, short waits. */
const settings = {
  SEED: '7',
  PROFILE: 'full',
  GENERATED_CASES: '8',
  REQUEST_TIMEOUT_MS: '1000',
  SLO_P95_MS: '400',
};

/** The target that an environment configures; no `.env` file has a say. */
export function targetFrom(env: NodeJS.ProcessEnv): Target {
  return targetOfSettings(readSettings({ ...env, ENV_FILE: '/dev/null' }), env);
}

/** The target that a sandbox is, in the eyes of the harness. */
export function targetOf(sandbox: Sandbox, env: Readonly<Record<string, string>> = {}): Target {
  return targetFrom({
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
 * @param before Called before each clause that is judged.
 */
export async function judgeAll(
  target: Target,
  only?: readonly ClauseId[],
  before?: (id: ClauseId, run: RunContext) => void,
): Promise<{ verdicts: Map<string, VerdictRecord>; run: RunContext }> {
  const run = new RunContext(target, suite, Date.now());
  await tryPresentPassword(run);
  for (const each of suite.tests) {
    const id = each.clause.id as ClauseId;
    if (only?.includes(id) === false) continue;
    before?.(id, run);
    await judge(each, run, silent);
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
