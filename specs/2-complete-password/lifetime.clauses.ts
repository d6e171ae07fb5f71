import type { Area } from '../../harness/judge/clause-test.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Inconclusive, NotApplicable } from '../../harness/model/outcome.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { stepOf } from '../journey/series.ts';
import { assertUrlExists } from '../journey/url-exists.ts';
import { clause } from '../clause.ts';
import { judgeKeptToken, keptSteps } from '../journey/kept-token.ts';
import { isCompletionHarmless, letTokensGrowOld, loadOfLifetime, steps } from '../journey/lifetime.ts';

const noClock = 'no CLOCK_CONTROL_URL to move the clock of the target, and no token of an earlier run that settles it';

/** Judges steps on a clock that can be moved, each as an input; else what a token of an earlier run shows. */
async function judgeSteps(context: ClauseContext, names: readonly string[], kept: string): Promise<void> {
  if (context.target.clockControlUrl === undefined) {
    if (!(await judgeKeptToken(context, kept))) throw new NotApplicable(noClock);
    return;
  }
  await letTokensGrowOld(context);
  for (const name of names) {
    await context.input(name, async () => {
      const exchange = stepOf(context, 'lifetime', name);
      isAccepted(exchange, context);
      await assertUrlExists(exchange, context);
    });
  }
}

/** An expired token is completed with only where a target that wrongly takes it does no harm. */
async function assertCompletionIsHarmless({ run }: ClauseContext): Promise<void> {
  if (run.target.accountPassword === undefined) {
    throw new NotApplicable(
      'ACCOUNT_PASSWORD is not set: a target that wrongly takes the token would be left with a password nobody knows',
    );
  }
  if (await isCompletionHarmless(run)) return;
  throw new Inconclusive(
    'ACCOUNT_PASSWORD does not log in, and with another one a token that is wrongly taken would change the password',
    'account',
  );
}

export const lifeOfTokens: Area = {
  title: 'The life of a token',
  tests: [
    clause(
      'VT-05',
      'A minute after its two hours a token is no longer valid, validated in between or not',
      loadOfLifetime,
      (context) => judgeSteps(context, [steps.pastValidated, steps.pastNeverValidated], keptSteps.past),
    ),
    clause('VT-06', 'A minute before its two hours are over a token is still valid', loadOfLifetime, (context) =>
      judgeSteps(context, [steps.shortOfTwoHours], keptSteps.shortOfTwoHours),
    ),
    clause('CP-06', 'A minute after its two hours a token completes nothing', loadOfLifetime, async (context) => {
      if (context.target.clockControlUrl !== undefined) await assertCompletionIsHarmless(context);
      await judgeSteps(context, [steps.completedValidated, steps.completedNeverValidated], keptSteps.completed);
    }),
  ],
};
