import { type Exchange, stimulus, type Stimulus } from '../../harness/model/exchange.ts';
import { isTroubled } from '../../harness/client/client.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { isLimited } from '../../harness/http/not-now.ts';
import { Inconclusive } from '../../harness/model/outcome.ts';
import { isServedOrLimited } from './hostile-rules.ts';
import { good } from '../calls/reset-password.ts';

const size = 20;
/** A run keeps at least this many resets for clauses that gate. */
const resetsToSpare = 30;

/**
 * As many requests of a burst may break off before that is the target's doing even where it can't be sent once more: a way
 * that loses one connection in fifty breaks more than two of twenty once in 140 bursts.
 */
const brokenByTheWay = 2;

/** Plain resets that are asked for at once. */
function burstOf(suffix: string): readonly Stimulus[] {
  return Array.from({ length: size }, (_, index) =>
    stimulus(`burst ${index + 1}${suffix}`, (to) => good(to), { hasEffect: true, mayBeLimited: true }),
  );
}

const first = burstOf('');
const second = burstOf(', second burst');

/** Every request that is sent among others. */
export const burst = [...first, ...second];

/** What the clause sends where the first burst decides. */
export const burstLoad = { requests: size, effects: size };

/**
 * Sends the burst, and judges its answers one by one when all are there. Where some of its requests break off, which the
 * way may be the reason of, it is sent once more as a whole; what comes then counts. Where the resets do not suffice for
 * that, a request or two that broke off decide nothing.
 */
export async function servesBurst(context: ClauseContext): Promise<void> {
  let exchanges = await context.sendTogether(first);
  let broken = exchanges.filter(breaksOff).length;
  const canBeRepeated = context.run.budget.effectsLeft >= size + resetsToSpare;
  if (broken > 0 && canBeRepeated) {
    exchanges = await context.sendTogether(second);
    broken = exchanges.filter(breaksOff).length;
  }
  for (const exchange of exchanges) {
    await context.input(exchange.name, () => {
      context.look(exchange);
      if (!canBeRepeated && broken <= brokenByTheWay && breaksOff(exchange)) {
        throw new Inconclusive(
          `${broken} of ${size} broke off, which the way may have done, and too few resets are left to send all once more`,
          'budget',
        );
      }
      isServedOrLimited(exchange, context);
    });
  }
  const limited = exchanges.filter(({ response }) => response !== undefined && isLimited(response)).length;
  context.observe(`${size - limited} served, ${limited} limited`);
}

/** True where no answer of the application came. "Not now" is an answer. */
function breaksOff(exchange: Exchange): boolean {
  return isTroubled(exchange) && !(exchange.response !== undefined && isLimited(exchange.response));
}
