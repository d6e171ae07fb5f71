import type { Client } from '../../harness/client/client.ts';
import { type Exchange, stimulus, type Stimulus } from '../../harness/model/exchange.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { HarnessError } from '../../harness/model/outcome.ts';
import { enter, type PasswordSent } from './journal.ts';
import { bodyFor, completion } from '../calls/complete-password.ts';

/** A completion that may go through. Where its answer is lost it is not sent again: the token may be spent by then. */
export function completing(name: string, token: string, password: string): Stimulus {
  return stimulus(name, () => completion(bodyFor(token, password)), { onTrouble: 'undecided' });
}

/**
 * Sends completions at once that may change the account's password; the journal knows of them before they go out, so
 * that the password is set back whatever becomes of this process.
 *
 * @param password What each of them would set.
 */
export async function sendCompletions(
  run: RunContext,
  client: Client,
  password: PasswordSent,
  stimuli: readonly Stimulus[],
): Promise<Exchange[]> {
  enter(run, { kind: 'completing', password });
  const settled = await Promise.allSettled(stimuli.map((each) => client.send(each)));
  const exchanges = settled.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  const within = (from: number, to: number) => (each: Exchange) =>
    each.response !== undefined && each.response.status >= from && each.response.status < to;
  if (exchanges.some(within(200, 300))) enter(run, { kind: 'completed', outcome: 'done' });
  else if (exchanges.length === stimuli.length && exchanges.every(within(400, 500))) {
    enter(run, { kind: 'completed', outcome: 'refused' });
  }
  const lost = settled.find((each) => each.status === 'rejected');
  if (lost !== undefined) throw lost.reason;
  return exchanges;
}

/** Sends one completion that may change the account's password, as {@link sendCompletions} does. */
export async function sendCompletion(
  run: RunContext,
  client: Client,
  password: PasswordSent,
  one: Stimulus,
): Promise<Exchange> {
  const [exchange] = await sendCompletions(run, client, password, [one]);
  if (exchange === undefined) throw new HarnessError(`${one.name} was sent and left no exchange`);
  return exchange;
}
