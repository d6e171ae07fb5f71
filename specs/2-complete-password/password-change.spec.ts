import { tokenRefused } from '../../contract/answers.ts';
import { clauseOf } from '../../contract/register.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Inconclusive, Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { assertAnswered, isAccepted, statusOf } from '../../harness/judge/rules.ts';
import { stepOf } from '../series.ts';
import { journalOf } from '../journey-journal.ts';
import { clause, test } from '../suite.ts';
import { changePassword, loadOfChange, steps } from './password-change.ts';

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

test.describe('Setting a new password', () => {
  test(
    ...clause('CP-01', loadOfChange, async (context) => {
      await context.input(steps.change, async () => {
        await changePassword(context.run);
        isAccepted(stepOf(context, 'password change', steps.change), context);
      });
    }),
  );
  test(...clause('CP-05', loadOfChange, (context) => isRefusedAfterChange(context, steps.again)));
  test(...clause('CP-07', loadOfChange, (context) => isRefusedAfterChange(context, steps.earlier)));
  test(
    ...clause('CP-11', loadOfChange, async (context) => {
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
  );
});
