import { tokenRefused } from '../../contract/answers.ts';
import { clauseOf } from '../../contract/register.ts';
import type { Bench } from '../../harness/judge/bench.ts';
import { Inconclusive, Nonconformity, NotApplicable } from '../../harness/judge/outcome.ts';
import { assertAnswered, isAccepted, statusOf } from '../../harness/judge/rules.ts';
import { stepOf } from '../series.ts';
import { journalOf } from '../journey-journal.ts';
import { clause, test } from '../suite.ts';
import { changePassword, loadOfChange, steps } from './password-change.ts';

const completed: readonly number[] = clauseOf('CP-01').accept.codes ?? [];

/** Judges a step that comes after the change and would set the old password. */
async function isRefusedAfterChange(bench: Bench, name: string): Promise<void> {
  await bench.input(name, async () => {
    await changePassword(bench.lab);
    const change = stepOf(bench, 'password change', steps.change);
    if (!completed.includes(change.response?.status ?? 0)) {
      throw new Inconclusive('the first completion did not go through, so its token is not spent', 'target');
    }
    const exchange = stepOf(bench, 'password change', name);
    assertOldPasswordIsTaken(bench);
    isAccepted(exchange, bench);
  });
}

/** A refusal says nothing about a token where the target refuses the password that was sent with it. */
function assertOldPasswordIsTaken({ lab }: Bench): void {
  if (!journalOf(lab).some(({ kind }) => kind === 'old password refused')) return;
  throw new NotApplicable(
    'the target does not take the old password back, as with a history of passwords: give an account without one',
  );
}

test.describe('Setting a new password', () => {
  test(
    ...clause('CP-01', loadOfChange, async (bench) => {
      await bench.input(steps.change, async () => {
        await changePassword(bench.lab);
        isAccepted(stepOf(bench, 'password change', steps.change), bench);
      });
    }),
  );
  test(...clause('CP-05', loadOfChange, (bench) => isRefusedAfterChange(bench, steps.again)));
  test(...clause('CP-07', loadOfChange, (bench) => isRefusedAfterChange(bench, steps.earlier)));
  test(
    ...clause('CP-11', loadOfChange, async (bench) => {
      await bench.input('two completions at once', async () => {
        await changePassword(bench.lab);
        const both = steps.atOnce.map((name) => stepOf(bench, 'password change', name));
        assertOldPasswordIsTaken(bench);
        const expected = bench.clause.accept.words;
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
