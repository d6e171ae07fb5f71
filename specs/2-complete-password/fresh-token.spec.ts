import { type Exchange, stimulus } from '../../harness/client/exchange.ts';
import type { Bench } from '../../harness/judge/bench.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { clause, test } from '../suite.ts';
import { loadOfNewestToken, newestToken } from './newest-token.ts';
import { validation } from './request.ts';
import { badTokens, validateNothing } from './stimuli.ts';

const validated = 'validate the newest token';
const validatedAgain = 'validate it again';

/** The first validation of the newest token, sent once a run. */
async function firstValidation(bench: Bench): Promise<Exchange> {
  const [recorded] = bench.recorded(({ name }) => name === validated);
  if (recorded !== undefined) {
    bench.look(recorded);
    return recorded;
  }
  const { value } = await newestToken(bench);
  return bench.exchange(stimulus(validated, () => validation(value)));
}

test.describe('A token that was just issued', () => {
  test(
    ...clause('VT-01', loadOfNewestToken, async (bench) => {
      await bench.input(validated, async () => {
        isAccepted(await firstValidation(bench), bench);
      });
    }),
  );
  test(...clause('VT-02', [validateNothing], isAccepted));
  test(...clause('VT-03', badTokens, isAccepted));
  test(
    ...clause('VT-04', { ...loadOfNewestToken, requests: 2 }, async (bench) => {
      let request: Exchange['request'] | undefined;
      await bench.input(validated, async () => {
        const first = await firstValidation(bench);
        request = first.request;
        isAccepted(first, bench);
      });
      if (request === undefined) return;
      const same = request;
      await bench.input(validatedAgain, async () => {
        isAccepted(await bench.exchange(stimulus(validatedAgain, () => same)), bench);
      });
    }),
  );
});
