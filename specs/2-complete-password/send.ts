import type { Client } from '../../harness/client/client.ts';
import { type Exchange, stimulus, type Stimulus } from '../../harness/client/exchange.ts';
import type { Laboratory } from '../../harness/judge/laboratory.ts';
import { HarnessError } from '../../harness/judge/outcome.ts';
import { enter, type PasswordSent } from '../journey-journal.ts';
import { bodyFor, completion } from './request.ts';

/** A completion that may go through. Where its answer is lost it is not sent again: the token may be spent by then. */
export function completing(name: string, token: string, password: string): Stimulus {
  return stimulus(name, () => completion(bodyFor(token, password)), { patience: 'never' });
}

/**
 * Sends completions at once that may change the account's password; the journal knows of them before they go out, so
 * that the password is set back whatever becomes of this process.
 *
 * @param password What each of them would set.
 */
export async function sendCompletions(
  lab: Laboratory,
  client: Client,
  password: PasswordSent,
  stimuli: readonly Stimulus[],
): Promise<Exchange[]> {
  enter(lab, { kind: 'completing', password });
  const settled = await Promise.allSettled(stimuli.map((each) => client.send(each)));
  const exchanges = settled.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  const within = (from: number, to: number) => (each: Exchange) =>
    each.response !== undefined && each.response.status >= from && each.response.status < to;
  if (exchanges.some(within(200, 300))) enter(lab, { kind: 'completed', outcome: 'done' });
  else if (exchanges.length === stimuli.length && exchanges.every(within(400, 500))) {
    enter(lab, { kind: 'completed', outcome: 'refused' });
  }
  const lost = settled.find((each) => each.status === 'rejected');
  if (lost !== undefined) throw lost.reason;
  return exchanges;
}

/** Sends one completion that may change the account's password, as {@link sendCompletions} does. */
export async function sendCompletion(
  lab: Laboratory,
  client: Client,
  password: PasswordSent,
  one: Stimulus,
): Promise<Exchange> {
  const [exchange] = await sendCompletions(lab, client, password, [one]);
  if (exchange === undefined) throw new HarnessError(`${one.name} was sent and left no exchange`);
  return exchange;
}
