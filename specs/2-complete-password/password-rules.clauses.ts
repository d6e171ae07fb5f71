import type { Area } from '../../harness/judge/clause-test.ts';
import { tokenRefused } from '../../contract/answers.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { assertAnswered, isAccepted, statusOf } from '../../harness/judge/rules.ts';
import type { Exchange } from '../../harness/model/exchange.ts';
import { clause } from '../clause.ts';
import { loadOfRules, steps, tryPasswords } from '../journey/password-rules.ts';
import { assertOldPasswordIsTaken, letsIn } from '../journey/present-password.ts';
import { stepOf } from '../journey/series.ts';

const refused: readonly number[] = tokenRefused;

/** Begins the series unless the account can't be given its old password back. */
async function step(context: ClauseContext, name: string): Promise<Exchange> {
  const [sent] = context.recorded((each) => each.name === name);
  if (sent === undefined) assertOldPasswordIsTaken(context.run);
  await tryPasswords(context.run);
  return stepOf(context, 'password rules', name);
}

export const passwordRules: Area = {
  title: 'Which passwords are taken',
  tests: [
    clause(
      'CP-12',
      'A password in the shape of the published one is taken: lower-case letters and underscores',
      loadOfRules,
      async (context) => {
        await context.input(steps.published, async () => {
          isAccepted(await step(context, steps.published), context);
        });
      },
    ),
    clause(
      'CP-13',
      'A password of 64 characters, a space and a letter beyond ASCII among them, counts as a whole',
      loadOfRules,
      async (context) => {
        await context.input(steps.long, async () => {
          isAccepted(await step(context, steps.long), context);
          const { words } = context.clause.accept;
          const whole = await step(context, steps.longLogIn);
          assertAnswered(whole, words);
          if (!letsIn(whole)) throw new Nonconformity(words, `${statusOf(whole)} for a log-in with all of it`);
          const cut = await step(context, steps.cutLogIn);
          assertAnswered(cut, words);
          if (refused.includes(cut.response.status)) return;
          throw new Nonconformity(words, `${statusOf(cut)} for a log-in with its first 63 characters`);
        });
      },
    ),
    clause('CP-14', 'A password of seven characters is refused', loadOfRules, async (context) => {
      await context.input(steps.short, async () => {
        isAccepted(await step(context, steps.short), context);
      });
    }),
  ],
};
