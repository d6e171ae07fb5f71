import type { Exchange } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { assertAnswersHoldTokens } from '../journey/token-of-reset.ts';
import { plainReset, secondReset, tokenOf } from '../calls/reset-password.ts';

/** A token that is made of the second in which it is issued is no fault of its own: so far apart, tokens differ. */
export const apartMs = 1100;

const laterReset = { ...secondReset, name: 'a reset in a later second' };

/** What the clause sends at most: two resets, and one a second later where the run has none so far apart. */
export const differentTokensLoad = { uses: [plainReset, secondReset, laterReset] };

/** Judges that no two resets of the run, which were answered in different seconds, brought the same token. */
export async function bringsDifferentTokens(context: ClauseContext): Promise<void> {
  assertAnswersHoldTokens(context.target);
  await context.input('tokens of all resets so far', async () => {
    await context.exchange(plainReset);
    await context.exchange(secondReset);
    if (!areApart(withToken(context))) {
      await context.run.budget.wait(apartMs);
      await context.exchange(laterReset);
    }
    const resets = withToken(context);
    const firstWith = new Map<string, Exchange>();
    for (const exchange of resets) {
      const token = tokenOf(exchange) ?? '';
      context.look(exchange);
      const first = firstWith.get(token);
      if (first !== undefined && answeredAt(exchange) - answeredAt(first) >= apartMs) {
        throw new Nonconformity(
          'a different token for each reset',
          `the token of exchange ${first.id} again in exchange ${exchange.id}`,
        );
      }
      firstWith.set(token, first ?? exchange);
    }
    context.observe(`${resets.length} tokens, ${firstWith.size} of them different`);
  });
}

/** When an exchange had its answer, in milliseconds since the epoch. */
export function answeredAt({ startedAt, durationMs }: Exchange): number {
  return Date.parse(startedAt) + durationMs;
}

/** Resets with a token, in the order of their answers. */
function withToken(context: ClauseContext): Exchange[] {
  return context
    .recorded((exchange) => tokenOf(exchange) !== undefined)
    .toSorted((a, b) => answeredAt(a) - answeredAt(b));
}

function areApart(resets: readonly Exchange[]): boolean {
  const [first, last] = [resets[0], resets.at(-1)];
  return first === undefined || last === undefined || answeredAt(last) - answeredAt(first) >= apartMs;
}
