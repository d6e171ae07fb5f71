import type { Area } from '../../harness/judge/clause-test.ts';
import { raceLost } from '../../contract/complete-password.ts';
import { clauseOf } from '../../contract/register.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { isLimited } from '../../harness/http/not-now.ts';
import { Inconclusive, Nonconformity } from '../../harness/model/outcome.ts';
import { assertAnswered, isAccepted, statusOf } from '../../harness/judge/rules.ts';
import { stepOf } from '../journey/series.ts';
import { clause } from '../clause.ts';
import { changePassword, loadOfChange, steps } from '../journey/password-change.ts';
import { assertOldPasswordIsTaken } from '../journey/present-password.ts';
import { assertUrlExists } from '../journey/url-exists.ts';

const completed: readonly number[] = clauseOf('CP-01').accept.codes ?? [];
const late: readonly number[] = raceLost;

/** Judges a step that tries a token which the change has spent. */
async function isRefusedAfterChange(context: ClauseContext, name: string): Promise<void> {
  await context.input(name, async () => {
    await changePassword(context.run);
    const change = stepOf(context, 'password change', steps.change);
    if (!completed.includes(change.response?.status ?? 0)) {
      throw new Inconclusive('the first completion did not go through, so its token is not spent', 'target');
    }
    const exchange = stepOf(context, 'password change', name);
    isAccepted(exchange, context);
    await assertUrlExists(exchange, context);
  });
}

/** The same for one that sends the old password: its refusal may be about that. */
async function isRefusedWithOldPassword(context: ClauseContext, name: string): Promise<void> {
  await changePassword(context.run);
  assertOldPasswordIsTaken(context.run);
  await isRefusedAfterChange(context, name);
}

/** Judges two completions at once: one goes through, the other is refused. */
async function hasOneWinner(context: ClauseContext): Promise<void> {
  const expected = context.clause.accept.words;
  const both = steps.atOnce.map((name) => stepOf(context, 'password change', name));
  for (const exchange of both) {
    assertAnswered(exchange, expected);
    if (isLimited(exchange.response))
      throw new Inconclusive(`limited (${exchange.response.status}), and it can't be sent twice`, 'limited');
  }
  const answered = both.map((exchange) => {
    assertAnswered(exchange, expected);
    return exchange;
  });
  const winners = answered.filter(({ response }) => completed.includes(response.status));
  const losers = answered.filter(({ response }) => late.includes(response.status));
  if (winners.length !== 1 || losers.length !== 1)
    throw new Nonconformity(expected, answered.map(statusOf).join(' and '));
  for (const loser of losers) await assertUrlExists(loser, context);
}

export const passwordChange: Area = {
  title: 'Setting a new password',
  tests: [
    clause('CP-01', 'A validated token sets a new password', loadOfChange, async (context) => {
      await context.input(steps.change, async () => {
        await changePassword(context.run);
        isAccepted(stepOf(context, 'password change', steps.change), context);
      });
    }),
    clause('VT-08', 'A token that was completed with is no longer valid', loadOfChange, (context) =>
      isRefusedAfterChange(context, steps.validated),
    ),
    clause('CP-05', 'A token completes once', loadOfChange, (context) =>
      isRefusedWithOldPassword(context, steps.again),
    ),
    clause('CP-07', 'A completion spends the other tokens of the account', loadOfChange, (context) =>
      isRefusedWithOldPassword(context, steps.earlier),
    ),
    clause('CP-11', 'Of two completions at once with one token exactly one succeeds', loadOfChange, async (context) => {
      await context.input('two completions at once', async () => {
        await changePassword(context.run);
        assertOldPasswordIsTaken(context.run);
        await hasOneWinner(context);
      });
    }),
  ],
};
