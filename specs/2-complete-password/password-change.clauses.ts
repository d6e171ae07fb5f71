import type { Area } from '../../harness/judge/clause-test.ts';
import { tokenRefused } from '../../contract/answers.ts';
import { clauseOf } from '../../contract/register.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Inconclusive, Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { assertAnswered, isAccepted, statusOf } from '../../harness/judge/rules.ts';
import { stepOf } from '../journey/series.ts';
import { journalOf } from '../journey/journal.ts';
import { clause } from '../clause.ts';
import { changePassword, loadOfChange, steps } from '../journey/password-change.ts';

const completed: readonly number[] = clauseOf('CP-01').accept.codes ?? [];

/** Judges a step that comes after the change and would set the old password. */
async function isRefusedAfterChange(context: ClauseContext, name: string): Promise<void> {
  await context.input(name, async () => {
    await changePassword(context.run);
    const change = stepOf(context, 'password change', steps.change);
    if (!completed.includes(change.response?.status ?? 0)) {
      throw new Inconclusive('the first completion did not go through, so its token is not spent', 'target');
    }
    const exchange = stepOf(context, 'password change', name);
    assertOldPasswordIsTaken(context);
    isAccepted(exchange, context);
  });
}

/** A refusal says nothing about a token where the target refuses the password that was sent with it. */
function assertOldPasswordIsTaken({ run }: ClauseContext): void {
  if (!journalOf(run).some(({ kind }) => kind === 'old password refused')) return;
  throw new NotApplicable(
    'the target does not take the old password back, as with a history of passwords: give an account without one',
  );
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
    clause('CP-05', 'A token completes once', loadOfChange, (context) => isRefusedAfterChange(context, steps.again)),
    clause('CP-07', 'A completion spends the other tokens of the account', loadOfChange, (context) =>
      isRefusedAfterChange(context, steps.earlier),
    ),
    clause('CP-11', 'Of two completions at once with one token exactly one succeeds', loadOfChange, async (context) => {
      await context.input('two completions at once', async () => {
        await changePassword(context.run);
        const both = steps.atOnce.map((name) => stepOf(context, 'password change', name));
        assertOldPasswordIsTaken(context);
        const expected = context.clause.accept.words;
        const codes = both.map((exchange) => {
          assertAnswered(exchange, expected);
          return { code: exchange.response.status, words: statusOf(exchange) };
        });
        const done = codes.filter(({ code }) => completed.includes(code)).length;
        const refused = codes.filter(({ code }) => tokenRefused.some((each) => each === code)).length;
        if (done === 1 && refused === 1) return;
        throw new Nonconformity(expected, codes.map(({ words }) => words).join(' and '));
      });
    }),
  ],
};
