import type { Area } from '../../harness/judge/clause-test.ts';
import { clauseOf } from '../../contract/register.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Inconclusive, NotApplicable } from '../../harness/model/outcome.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { changePassword, loadOfChange, steps } from '../journey/password-change.ts';
import { plainReset } from '../calls/reset-password.ts';
import { isGranted } from '../calls/reset-password.ts';
import { stepOf } from '../journey/series.ts';
import { assertUrlExists } from '../journey/url-exists.ts';
import { clause } from '../clause.ts';
import {
  letsIn,
  presentLogIn,
  refusesCredentials,
  wasWrongFromTheStart,
  withPresentPassword,
} from '../journey/present-password.ts';

const completed: readonly number[] = clauseOf('CP-01').accept.codes ?? [];

/** Judges a log-in after the change; where no new password was set, that is another clause's failure. */
async function judgeLogIn(context: ClauseContext, name: string): Promise<void> {
  await context.input(name, async () => {
    await changePassword(context.run);
    const newLogIn = stepOf(context, 'password change', steps.newLogIn);
    const change = stepOf(context, 'password change', steps.change);
    if (!letsIn(newLogIn) && !completed.includes(change.response?.status ?? 0)) {
      throw new Inconclusive('the completion did not go through, so no new password was set', 'target');
    }
    const exchange = stepOf(context, 'password change', name);
    isAccepted(exchange, context);
    await assertUrlExists(exchange, context);
  });
}

/** A log-in that answers neither yes nor no does not work at all; the password is not changed then. */
async function assertLogInWorks(context: ClauseContext): Promise<void> {
  const present = await presentLogIn(context.run);
  if (letsIn(present) || refusesCredentials(present)) return;
  context.look(present);
  await context.input(withPresentPassword, () => isAccepted(present, context));
}

export const logInClauses: Area = {
  title: 'Logging in',
  tests: [
    clause('LG-01', 'The new password logs in', loadOfChange, async (context) => {
      await assertLogInWorks(context);
      if (context.findings.length === 0) await judgeLogIn(context, steps.newLogIn);
    }),
    clause('LG-02', 'The old password no longer logs in', loadOfChange, (context) =>
      judgeLogIn(context, steps.oldLogIn),
    ),
    clause(
      'LG-03',
      'A reset that is only asked for leaves the password as it was',
      { requests: 1, effects: 0, uses: [plainReset] },
      async (context) => {
        await context.input(withPresentPassword, async () => {
          if (context.target.accountPassword === undefined) throw new NotApplicable('ACCOUNT_PASSWORD is not set');
          if (context.recorded(isGranted).length === 0) await context.exchange(plainReset);
          const exchange = await presentLogIn(context.run);
          if (refusesCredentials(exchange) && wasWrongFromTheStart(context.run)) {
            throw new Inconclusive('ACCOUNT_PASSWORD was refused before any reset too: check it', 'account');
          }
          if (context.recorded((each) => isGranted(each) && each.id < exchange.id).length === 0) {
            throw new Inconclusive('no reset went through before it, so the log-in says nothing about one', 'target');
          }
          context.look(exchange);
          isAccepted(exchange, context);
        });
      },
    ),
  ],
};
