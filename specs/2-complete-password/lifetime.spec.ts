import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Inconclusive, NotApplicable } from '../../harness/model/outcome.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { stepOf } from '../series.ts';
import { clause, test } from '../suite.ts';
import { judgeKeptToken, keptSteps } from './kept-token.ts';
import { isCompletionHarmless, letTokensGrowOld, loadOfLifetime, steps } from './lifetime.ts';

const noClock = 'no CLOCK_CONTROL_URL to move the clock of the target, and no token of an earlier run that settles it';

/** Judges steps on a clock that can be moved, each as an input; else what a token of an earlier run shows. */
async function judgeSteps(context: ClauseContext, names: readonly string[], kept: string): Promise<void> {
  if (context.target.clockControlUrl === undefined) {
    if (!(await judgeKeptToken(context, kept))) throw new NotApplicable(noClock);
    return;
  }
  await letTokensGrowOld(context);
  for (const name of names) await context.input(name, () => isAccepted(stepOf(context, 'lifetime', name), context));
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

test.describe('The life of a token', () => {
  test(
    ...clause('VT-05', loadOfLifetime, (context) =>
      judgeSteps(context, [steps.pastValidated, steps.pastNeverValidated], keptSteps.past),
    ),
  );
  test(
    ...clause('VT-06', loadOfLifetime, (context) =>
      judgeSteps(context, [steps.shortOfTwoHours], keptSteps.shortOfTwoHours),
    ),
  );
  test(
    ...clause('CP-06', loadOfLifetime, async (context) => {
      if (context.target.clockControlUrl !== undefined) await assertCompletionIsHarmless(context);
      await judgeSteps(context, [steps.completedValidated, steps.completedNeverValidated], keptSteps.completed);
    }),
  );
});
