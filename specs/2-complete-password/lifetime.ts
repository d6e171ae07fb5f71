import { tokenLifeSeconds } from '../../contract/documented.ts';
import { advanceClock } from '../../harness/client/clock.ts';
import { type Stimulus, stimulus } from '../../harness/client/exchange.ts';
import type { Bench } from '../../harness/judge/bench.ts';
import type { Laboratory } from '../../harness/judge/laboratory.ts';
import { Inconclusive } from '../../harness/judge/outcome.ts';
import { enter } from '../journey-journal.ts';
import { plainReset } from '../1-reset-password/stimuli.ts';
import { onceInRun } from '../series.ts';
import { letsIn, presentLogIn } from '../3-user-login/present-password.ts';
import { type FreshToken, newestToken, resetForToken, tokenIn } from './newest-token.ts';
import { validation } from './request.ts';
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
  resets: 0,
  uses: [
    plainReset,
    resetForToken,
    resetForLife,
    ...Object.values(steps).map((name) => stimulus(name, () => validation(''))),
  ],
};

/** Lets two tokens grow old by the clock control and tries them, once a run and in one go. */
export async function letTokensGrowOld(bench: Bench): Promise<void> {
  const { lab } = bench;
  await onceInRun(lab, 'lifetime', async () => {
    const first = await newestToken(bench);
    const safe = await isCompletionHarmless(lab);
    await growTo(lab, first, tokenLifeSeconds - marginSeconds);
    await lab.client.send(stimulus(steps.shortOfTwoHours, () => validation(first.value)));
    await advance(lab, 2 * marginSeconds);
    await lab.client.send(stimulus(steps.pastValidated, () => validation(first.value)));
    if (safe) await complete(lab, steps.completedValidated, first);

    const second = tokenIn(await lab.client.send(resetForLife));
    await advance(lab, tokenLifeSeconds + marginSeconds);
    await lab.client.send(stimulus(steps.pastNeverValidated, () => validation(second.value)));
    if (safe) await complete(lab, steps.completedNeverValidated, second);
  });
}

/**
 * Completing sends the password that the account has, so that a target which wrongly goes ahead changes nothing. That
 * password has to be known, and right.
 */
export async function isCompletionHarmless(lab: Laboratory): Promise<boolean> {
  return lab.target.accountPassword !== undefined && letsIn(await presentLogIn(lab));
}

async function complete(lab: Laboratory, name: string, token: FreshToken): Promise<void> {
  await sendCompletion(lab, lab.client, 'old', completing(name, token.value, lab.target.accountPassword ?? ''));
}

/** Moves the clock so far that a token, some of whose life may be over, reaches an age. */
async function growTo(lab: Laboratory, token: FreshToken, ageSeconds: number): Promise<void> {
  const already = Math.ceil((Date.now() - token.issuedAt) / 1000);
  await advance(lab, Math.max(0, ageSeconds - already));
}

async function advance(lab: Laboratory, seconds: number): Promise<void> {
  if (lab.budget.leftMs <= 0) throw new Inconclusive('the run budget (RUN_BUDGET_SECONDS) is used up', 'budget');
  // Entered first: what was issued before is too old also where only the answer got lost.
  enter(lab, { kind: 'clock', at: new Date().toISOString() });
  await advanceClock(lab.target, seconds, Math.min(lab.target.requestTimeoutMs, lab.budget.leftMs));
}
