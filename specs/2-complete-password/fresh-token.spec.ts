import { type Exchange, stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { clause, test } from '../suite.ts';
import { loadOfNewestToken, newestToken } from './newest-token.ts';
import { validation } from './request.ts';
import { badTokens, validateNothing } from './stimuli.ts';

const validated = 'validate the newest token';
const validatedAgain = 'validate it again';

/** The first validation of the newest token, sent once a run. */
async function firstValidation(context: ClauseContext): Promise<Exchange> {
  const [recorded] = context.recorded(({ name }) => name === validated);
  if (recorded !== undefined) {
    context.look(recorded);
    return recorded;
  }
  const { value } = await newestToken(context);
  return context.exchange(stimulus(validated, () => validation(value)));
}

test.describe('A token that was just issued', () => {
  test(
    ...clause('VT-01', loadOfNewestToken, async (context) => {
      await context.input(validated, async () => {
        isAccepted(await firstValidation(context), context);
      });
    }),
  );
  test(...clause('VT-02', [validateNothing], isAccepted));
  test(...clause('VT-03', badTokens, isAccepted));
  test(
    ...clause('VT-04', { ...loadOfNewestToken, requests: 2 }, async (context) => {
      let request: Exchange['request'] | undefined;
      await context.input(validated, async () => {
        const first = await firstValidation(context);
        request = first.request;
        isAccepted(first, context);
      });
      if (request === undefined) return;
      const same = request;
      await context.input(validatedAgain, async () => {
        isAccepted(await context.exchange(stimulus(validatedAgain, () => same)), context);
      });
    }),
  );
});
