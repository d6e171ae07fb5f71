import { tokenLifeSeconds } from '../../contract/documented.ts';
import { advanceClock } from '../../harness/client/clock.ts';
import { type Stimulus, stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { Inconclusive } from '../../harness/model/outcome.ts';
import { enter } from './journal.ts';
import { plainReset } from '../calls/reset-password.ts';
import { onceInRun } from './series.ts';
import { letsIn, presentLogIn } from './present-password.ts';
import { newestToken, resetForToken } from './newest-token.ts';
import { assertTokensAreToBeHad, type FreshToken, tokenOfReset } from './token-of-reset.ts';
import { validation } from '../calls/complete-password.ts';
import { completing, sendCompletion } from './send.ts';

/** How far from the end of its life a token is tried, in seconds: what the exchanges in between may take. */
export const marginSeconds = 60;

/** The steps that clauses look at, on a clock that can be moved. */
export const steps = {
  shortOfTwoHours: 'a minute before its two hours are over',
  pastValidated: 'a minute past its two hours, validated in between',
  pastNeverValidated: 'a minute past its two hours, never validated',
  completedValidated: 'completed a minute past its two hours, validated in between',
  completedNeverValidated: 'completed a minute past its two hours, never validated',
} as const;

const resetForLife: Stimulus = { ...plainReset, name: 'reset: a token that is never validated in time' };

/** What a clause that looks at a token's life declares. */
export const loadOfLifetime = {
  requests: 1,
  effects: 0,
  uses: [
    plainReset,
    resetForToken,
    resetForLife,
    ...Object.values(steps).map((name) => stimulus(name, () => validation(''))),
  ],
};

/** Lets two tokens grow old by the clock control and tries them, once a run and in one go. */
export async function letTokensGrowOld(context: ClauseContext): Promise<void> {
  const { run } = context;
  assertTokensAreToBeHad(run.target);
  await onceInRun(run, 'lifetime', async () => {
    const first = await newestToken(context);
    const safe = await isCompletionHarmless(run);
    await growTo(run, first, tokenLifeSeconds - marginSeconds);
    await run.client.send(stimulus(steps.shortOfTwoHours, () => validation(first.value)));
    await advance(run, 2 * marginSeconds);
    await run.client.send(stimulus(steps.pastValidated, () => validation(first.value)));
    if (safe) await complete(run, steps.completedValidated, first);

    const second = await tokenOfReset(run, await run.client.send(resetForLife));
    await advance(run, tokenLifeSeconds + marginSeconds);
    await run.client.send(stimulus(steps.pastNeverValidated, () => validation(second.value)));
    if (safe) await complete(run, steps.completedNeverValidated, second);
  });
}

/**
 * Completing sends the password that the account has, so that a target which wrongly goes ahead changes nothing. That
 * password has to be known, and right.
 */
export async function isCompletionHarmless(run: RunContext): Promise<boolean> {
  return run.target.accountPassword !== undefined && letsIn(await presentLogIn(run));
}

async function complete(run: RunContext, name: string, token: FreshToken): Promise<void> {
  await sendCompletion(run, run.client, 'old', completing(name, token.value, run.target.accountPassword ?? ''));
}

/** Moves the clock so far that a token, some of whose life may be over, reaches an age. */
async function growTo(run: RunContext, token: FreshToken, ageSeconds: number): Promise<void> {
  const already = Math.ceil((Date.now() - token.issuedAt) / 1000);
  await advance(run, Math.max(0, ageSeconds - already));
}

/** Moves the target's clock, after which no token that was issued before counts as fresh. */
export async function advance(run: RunContext, seconds: number): Promise<void> {
  if (run.budget.leftMs <= 0) throw new Inconclusive('the run budget (RUN_BUDGET_SECONDS) is used up', 'budget');
  // Entered first: what was issued before is too old also where only the answer got lost.
  enter(run, { kind: 'clock', at: new Date().toISOString() });
  run.connections.closeSpares();
  await advanceClock(run.target, seconds, Math.min(run.target.requestTimeoutMs, run.budget.leftMs));
}
