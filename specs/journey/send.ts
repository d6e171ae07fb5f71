import type { Client } from '../../harness/client/client.ts';
import { type Exchange, stimulus, type Stimulus } from '../../harness/model/exchange.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { HarnessError } from '../../harness/model/outcome.ts';
import { enter, type PasswordSent } from './journal.ts';
import { enterBeforeChange } from './open-entry.ts';
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
  return inJournal(run, password, () => client.sendTogether(stimuli));
}

/** Sends one completion that may change the account's password, as {@link sendCompletions} does. */
export async function sendCompletion(
  run: RunContext,
  client: Client,
  password: PasswordSent,
  one: Stimulus,
): Promise<Exchange> {
  const [exchange] = await inJournal(run, password, async () => [await client.send(one)]);
  if (exchange === undefined) throw new HarnessError(`${one.name} was sent and left no exchange`);
  return exchange;
}

async function inJournal(
  run: RunContext,
  password: PasswordSent,
  send: () => Promise<Exchange[]>,
): Promise<Exchange[]> {
  if (password !== 'old') enterBeforeChange(run);
  enter(run, { kind: 'completing', password });
  const exchanges = await send();
  const within = (from: number, to: number) => (each: Exchange) =>
    each.response !== undefined && each.response.status >= from && each.response.status < to;
  if (exchanges.some(within(200, 300))) enter(run, { kind: 'completed', outcome: 'done' });
  else if (exchanges.every(within(400, 500))) enter(run, { kind: 'completed', outcome: 'refused' });
  return exchanges;
}
