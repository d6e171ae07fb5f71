import { setTimeout as sleep } from 'node:timers/promises';
import { type Exchange, stimulus, type Stimulus } from '../../harness/model/exchange.ts';
import { isLimited, retryAfterMs } from '../../harness/http/not-now.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Inconclusive, NotApplicable } from '../../harness/model/outcome.ts';
import { isGood, isReset } from './hostile-rules.ts';
import { asText, emptyObject, good, unknownAddress, withGet } from '../calls/reset-password.ts';

/** A request of each kind that is refused, by the code that it is refused with. */
const refusals = [emptyObject, asText, withGet, unknownAddress];

/** How often a pair is sent at most: a connection that breaks once may be the fault of the way. */
const attempts = 3;
/** The wait where a 429 names none, in milliseconds. */
const unnamedWaitMs = 1000;
/** How long a server that closes after its answer, and did not say so, is given to be seen doing it, in milliseconds. */
const closingMs = 60;

/** Name of the good request of the pair, of each attempt. */
export const afterRefusal = 'good request on the connection of a refused one';

/** What the clause sends where one connection shows everything. */
export const keptConnectionLoad = { requests: refusals.length + 1, effects: 1, uses: refusals };

/**
 * Judges that a connection goes on serving after each kind of refusal.
 *
 * One connection takes all refused requests and then a good one: where each is answered as it is on a connection of its
 * own, nothing is left to be found out. Else each kind is judged by itself, on a connection that it shares with a good
 * request alone.
 */
export async function servesAfterRefusals(context: ClauseContext): Promise<void> {
  for (const refusal of refusals) await context.exchange(refusal);
  const isWhole = await allOnOneConnection(context);
  for (const refusal of refusals) {
    await context.input(`${refusal.name} and a good request`, () =>
      isWhole ? undefined : servesAfterRefusal(refusal, context),
    );
  }
}

/** True where a good request gets its reset after all refused ones on one connection. */
async function allOnOneConnection(context: ClauseContext): Promise<boolean> {
  const connection = await context.run.client.connect();
  try {
    for (const refusal of refusals) {
      const alone = await context.exchange(refusal);
      const { response } = await context.sendOn(connection, onKept(refusal, 'among others'));
      if (response === undefined || response.status !== alone.response?.status) return false;
    }
    await sleep(closingMs);
    if (connection.ended) return false;
    return isGood(await context.sendOn(connection, goodOnKept('all others')), context);
  } finally {
    connection.close();
  }
}

/**
 * Sends a refused request and a good one on one connection.
 *
 * @throws NotApplicable where the server closes the connection after its first, whole answer.
 */
async function servesAfterRefusal(refusal: Stimulus, context: ClauseContext): Promise<void> {
  let waits = 0;
  for (let attempt = 1; ; attempt += 1) {
    const last = await pair(refusal, context, attempt);
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
async function pair(refusal: Stimulus, context: ClauseContext, attempt: number): Promise<Exchange> {
  const suffix = attempt === 1 ? '' : `, attempt ${attempt}`;
  const connection = await context.run.client.connect();
  try {
    const first = await context.sendOn(connection, onKept(refusal, `alone${suffix}`));
    if (first.trouble !== undefined || (first.response !== undefined && isLimited(first.response))) return first;
    await sleep(closingMs);
    if (connection.ended) throw new NotApplicable('the server closes the connection after its answer');
    return await context.sendOn(connection, goodOnKept(`${refusal.name}${suffix}`));
  } finally {
    connection.close();
  }
}

function onKept(refusal: Stimulus, which: string): Stimulus {
  return { ...refusal, name: `${refusal.name} on a kept connection, ${which}` };
}

function goodOnKept(what: string): Stimulus {
  return stimulus(`${afterRefusal}: ${what}`, (to) => good(to), { hasEffect: true });
}
