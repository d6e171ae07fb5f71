import { type Area, needsFreeHeader } from '../../harness/judge/clause-test.ts';
import { authTokenLifeSeconds } from '../../contract/documented.ts';
import { clauseOf } from '../../contract/register.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import type { Stimulus } from '../../harness/model/exchange.ts';
import { Inconclusive, NotApplicable } from '../../harness/model/outcome.ts';
import { organizationDetails } from '../calls/organizations.ts';
import { isGranted, plainReset } from '../calls/reset-password.ts';
import { authTokenOf } from '../calls/user-login.ts';
import { clause } from '../clause.ts';
import { assertOpened, lastLook, newAuthToken } from '../journey/auth-token.ts';
import { judgeKeptAuthToken } from '../journey/kept-token.ts';
import { advance, marginSeconds } from '../journey/lifetime.ts';
import { changePassword, loadOfChange, steps } from '../journey/password-change.ts';
import { workingLogIn } from '../journey/present-password.ts';
import { stepOf } from '../journey/series.ts';
import { loadOfPresentLogIn } from './load.ts';

const completed: readonly number[] = clauseOf('CP-01').accept.codes ?? [];

const reset: Stimulus = { ...plainReset, name: 'reset: while an auth token is good' };

const looks = {
  fresh: 'organization details with a fresh auth token',
  past: 'organization details a minute past the two hours of an auth token',
  beforeReset: 'organization details before a reset',
  afterReset: 'organization details after a reset',
} as const;

const noClock =
  'no CLOCK_CONTROL_URL to move the clock of the target, and no auth token of an earlier run that settles it';

/** Lets an auth token grow old on a clock that can be moved; else what one of an earlier run shows. */
async function opensNothingPastItsLife(context: ClauseContext): Promise<void> {
  const { run, target } = context;
  if (target.clockControlUrl === undefined) {
    if (!(await judgeKeptAuthToken(context))) throw new NotApplicable(noClock);
    return;
  }
  await context.input(looks.past, async () => {
    await workingLogIn(run);
    const authToken = await newAuthToken(context, 'log-in for an auth token that grows old');
    assertOpened(await context.exchange(organizationDetails(looks.fresh, authToken)));
    await advance(run, authTokenLifeSeconds + marginSeconds);
    isAccepted(await context.exchange(organizationDetails(looks.past, authToken)), context);
  });
}

async function staysGoodThroughReset(context: ClauseContext): Promise<void> {
  await context.input(looks.afterReset, async () => {
    await workingLogIn(context.run);
    const authToken = await newAuthToken(context, 'log-in before a reset');
    assertOpened(await context.exchange(organizationDetails(looks.beforeReset, authToken)));
    const between = await context.exchange(reset);
    if (!isGranted(between)) {
      const what = between.response?.status ?? 'no response';
      throw new Inconclusive(`the reset did not go through, so this says nothing about one: it got ${what}`, 'target');
    }
    isAccepted(await context.exchange(organizationDetails(looks.afterReset, authToken)), context);
  });
}

async function endsWithCompletion(context: ClauseContext): Promise<void> {
  await context.input(steps.openedAfter, async () => {
    await changePassword(context.run);
    const logIn = stepOf(context, 'password change', steps.logInBefore);
    if (authTokenOf(logIn) === undefined) {
      throw new Inconclusive('the log-in before the completion brought no auth token', 'target');
    }
    assertOpened(stepOf(context, 'password change', steps.openedBefore));
    const change = stepOf(context, 'password change', steps.change);
    if (!completed.includes(change.response?.status ?? 0)) {
      throw new Inconclusive('the completion did not go through, so no new password was set', 'target');
    }
    const last = lastLook(context, steps.openedAfter) ?? stepOf(context, 'password change', steps.openedAfter);
    context.look(last);
    isAccepted(last, context);
  });
}

export const authTokens: Area = {
  title: 'What an auth token opens',
  tests: [
    needsFreeHeader(
      'Authorization',
      clause(
        'LG-08',
        'A reset that is only asked for leaves the auth token of the newest log-in good',
        { uses: [...loadOfPresentLogIn.uses, reset], requests: 3 },
        staysGoodThroughReset,
      ),
    ),
    needsFreeHeader(
      'Authorization',
      clause(
        'LG-09',
        'A completion ends what the auth token of the newest log-in before it opens, within five seconds',
        loadOfChange,
        endsWithCompletion,
      ),
    ),
    // Last, since it moves the clock.
    needsFreeHeader(
      'Authorization',
      clause(
        'LG-07',
        'A minute after its two hours an auth token opens nothing',
        { ...loadOfPresentLogIn, requests: 4 },
        opensNothingPastItsLife,
      ),
    ),
  ],
};
