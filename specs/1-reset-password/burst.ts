import { stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { isServedOrLimited } from './hostile-rules.ts';
import { good } from '../calls/reset-password.ts';

/** Plain resets that are asked for at once. */
export const burst = Array.from({ length: 20 }, (_, index) =>
  stimulus(`burst ${index + 1}`, (to) => good(to), { hasEffect: true, mayBeLimited: true }),
);

/** Sends the burst, and judges its answers one by one when all are there. */
export async function servesBurst(context: ClauseContext): Promise<void> {
  const outcomes = await Promise.allSettled(burst.map((each) => context.send(each)));
  for (const [index, outcome] of outcomes.entries()) {
    await context.input(`burst ${index + 1}`, () => {
      if (outcome.status === 'rejected') throw outcome.reason;
      context.look(outcome.value);
      isServedOrLimited(outcome.value, context);
    });
  }
  const limited = outcomes.filter((each) => each.status === 'fulfilled' && each.value.response?.status === 429).length;
  context.observe(`${burst.length - limited} served, ${limited} limited`);
}
