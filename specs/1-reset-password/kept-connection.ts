import { setTimeout as sleep } from 'node:timers/promises';
import { type Exchange, stimulus } from '../../harness/model/exchange.ts';
import { isLimited, retryAfterMs } from '../../harness/http/not-now.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Inconclusive, NotApplicable } from '../../harness/model/outcome.ts';
import { isReset } from './hostile-rules.ts';
import { good, post } from '../calls/reset-password.ts';

/** How often the pair is sent at most: a connection that breaks once may be the fault of the way. */
const attempts = 3;
/** The wait where a 429 names none, in milliseconds. */
const unnamedWaitMs = 1000;
/** How long a server that closes after its answer, and did not say so, is given to be seen doing it, in milliseconds. */
const closingMs = 60;

/** Name of the good request of the pair, of each attempt. */
export const afterRefusal = 'good request on the connection of a refused one';

/**
 * Sends a refused request and a good one on one connection.
 *
 * @throws NotApplicable where the server closes the connection after its first, whole answer.
 */
export async function servesAfterRefusal(context: ClauseContext): Promise<void> {
  let waits = 0;
  for (let attempt = 1; ; attempt += 1) {
    const last = await pair(context, attempt);
    const { response } = last;
    if (response !== undefined && isLimited(response)) {
      waits += 1;
      if (waits > attempts)
        throw new Inconclusive(`still limited (${response.status}) after ${attempts} waits`, 'limited');
      await context.run.budget.wait(retryAfterMs(response, Date.now()) ?? unnamedWaitMs * waits, 'limited');
    } else if (last.trouble === undefined || attempt - waits >= attempts) {
      isReset(last, context);
      return;
    }
  }
}

/** Sends the pair once; gives the good exchange, or the first one where it did not come to a second. */
async function pair(context: ClauseContext, attempt: number): Promise<Exchange> {
  const suffix = attempt === 1 ? '' : `, attempt ${attempt}`;
  const refused = stimulus(`refused request on a kept connection${suffix}`, () => post('{}'));
  const served = stimulus(`${afterRefusal}${suffix}`, (to) => good(to), { hasEffect: true });
  const connection = await context.run.client.connect();
  try {
    const first = await context.sendOn(connection, refused);
    if (first.trouble !== undefined || (first.response !== undefined && isLimited(first.response))) return first;
    await sleep(closingMs);
    if (connection.ended) throw new NotApplicable('the server closes the connection after its answer');
    return await context.sendOn(connection, served);
  } finally {
    connection.close();
  }
}
