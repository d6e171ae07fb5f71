import { type Client, isTroubled } from '../client/client.ts';
import type { Recording } from '../client/recording.ts';
import { isLimited } from '../http/not-now.ts';
import type { Exchange, Stimulus } from '../model/exchange.ts';
import { Inconclusive, Nonconformity } from '../model/outcome.ts';
import type { RunFolder } from '../run/run-folder.ts';
import { isOnTheWay, type Outage } from './outage.ts';

/** How often a run asks a canary before an input because the answer before it was no good one. */
const mostCanaries = 100;

/** An input that the target goes down on: evidence against the clause at hand, and against the service as a whole. */
export class FatalInput extends Nonconformity {
  readonly exchange: Exchange;

  constructor(actual: string, exchange: Exchange) {
    super('an answer, and a service that goes on', actual);
    this.exchange = exchange;
  }
}

/** What is kept of a fatal input. */
interface FatalRecord {
  /** Number of the exchange that is the evidence. */
  readonly exchange: number;
  readonly actual: string;
}

/** What fatal inputs are found with. */
interface Parts {
  readonly folder: RunFolder | undefined;
  readonly recording: Recording;
  readonly client: Client;
  readonly outage: Outage;
}

/**
 * Sends input that may bring a target down, and tells a target that goes down on it from an outage.
 *
 * A fatal input is one before which the target was seen to be well, on which it broke off, and after which it can't be
 * reached: not for as long as an outage is waited for, or again, when it has come back and gets the input once more. A
 * target that is unreachable before it took the input, or serves it when it is back, had an outage of another cause.
 *
 * An outage that begins while an input is under way, and does not end, looks the same as a fatal input. Nothing but the
 * target's own log could tell them apart.
 */
export class FatalInputs {
  readonly #parts: Parts;
  readonly #records: FatalRecord[];
  #canariesAsked = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#records = parts.folder?.read<FatalRecord>('fatal-inputs.jsonl') ?? [];
  }

  /** The fatal inputs of the run so far, each as the failure that it is. */
  get all(): readonly FatalInput[] {
    return this.#records.flatMap(({ exchange: id, actual }) => {
      const exchange = this.#parts.recording.byId(id);
      return exchange === undefined ? [] : [new FatalInput(actual, exchange)];
    });
  }

  /** True where an exchange is the evidence of a fatal input: no canary is needed to confirm it. */
  has(exchange: number | undefined): boolean {
    return this.#records.some((each) => each.exchange === exchange);
  }

  /**
   * Sends a stimulus as {@link Client.send} does.
   *
   * @throws FatalInput where the target goes down on it; Inconclusive where it is away for another reason, or where that
   *   can't be told.
   */
  async send(stimulus: Stimulus): Promise<Exchange> {
    const { client, recording, outage } = this.#parts;
    const wasWell = await this.#isTargetWellNow();
    const { exchange, gaveUp } = await attempted(client, recording, stimulus);
    const trouble = exchange === undefined ? undefined : firstTroubled(exchange);
    if (exchange === undefined || trouble === undefined) return orThrow(exchange, gaveUp);
    if (gaveUp === undefined ? await outage.isTargetWell() : outage.awaySince === undefined) {
      return orThrow(exchange, gaveUp);
    }
    if (!wasWell || !(brokeOff(trouble) || isGateways(trouble))) return this.#giveUp();

    if (!(await outage.isOver())) {
      // What a gateway answers tells no more than that the service behind it is gone, be it by this input or not.
      if (!brokeOff(trouble) || this.#mayBeTheWay(trouble)) return this.#giveUp();
      throw this.#keep(
        `a target that was well right before, and ${goneFor(outage.awaySince)}: ${wordsOf(trouble)}`,
        exchange,
      );
    }
    const again = await client.send({ ...stimulus, onTrouble: 'judge' });
    if (!isTroubled(again) || (await outage.isTargetWell())) return again;
    if (!(brokeOff(again) || isGateways(again))) return this.#giveUp();
    throw this.#keep(`a target that was well right before, and goes down each time: ${wordsOf(again)}`, again);
  }

  /**
   * True where the target is known to be well: its last answer was a good one, or else a canary says so. An answer that
   * tells nothing is asked about a bounded number of times.
   */
  async #isTargetWellNow(): Promise<boolean> {
    const { recording, outage } = this.#parts;
    const last = recording.exchanges.at(-1);
    if (last !== undefined && isGoodAnswer(last)) return true;
    if (this.#canariesAsked >= mostCanaries) return false;
    this.#canariesAsked += 1;
    if (!(await outage.isTargetWell())) await outage.admit();
    return true;
  }

  /** True where the way to the target may be what broke: nothing shows that the target itself ended the exchange. */
  #mayBeTheWay({ trouble }: Troubled): boolean {
    const since = this.#parts.outage.lastTrouble;
    if (isOnTheWay(since)) return true;
    // A target that closes or resets a connection is there; one that falls silent may have been cut off.
    return trouble?.kind === 'timeout' && since?.hop !== undefined && since.kind !== 'refused';
  }

  #giveUp(): never {
    const { message, blame } = this.#parts.outage.away ?? { message: 'the target was away', blame: 'target down' };
    throw new Inconclusive(message, blame);
  }

  #keep(actual: string, exchange: Exchange): FatalInput {
    const record: FatalRecord = { exchange: exchange.id, actual };
    this.#records.push(record);
    this.#parts.folder?.append('fatal-inputs.jsonl', record);
    return new FatalInput(actual, exchange);
  }
}

/** An attempt that brought no answer of the application. */
type Troubled = Pick<Exchange, 'trouble'> & { readonly status?: number | undefined };

/** Sends a stimulus; gives what was recorded of it, and the reason where the client gave it up. */
async function attempted(
  client: Client,
  { exchanges }: Recording,
  stimulus: Stimulus,
): Promise<{ readonly exchange: Exchange | undefined; readonly gaveUp?: Inconclusive }> {
  const before = exchanges.length;
  try {
    return { exchange: await client.send(stimulus) };
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    return { exchange: exchanges.slice(before).findLast(({ name }) => name === stimulus.name), gaveUp: error };
  }
}

function orThrow(exchange: Exchange | undefined, gaveUp: Inconclusive | undefined): Exchange {
  if (gaveUp !== undefined) throw gaveUp;
  if (exchange === undefined) throw new Error('a sent stimulus left no exchange');
  return exchange;
}

/** The first attempt of an exchange that brought no answer of the application, where the last one did not either. */
function firstTroubled(exchange: Exchange): Troubled | undefined {
  if (!isTroubled(exchange)) return undefined;
  const last: Troubled = { ...exchange, status: exchange.response?.status };
  return [...exchange.earlier, last].find(({ trouble, status }) => trouble !== undefined || status !== 429);
}

/** True where the target took the connection, and ended it or fell silent instead of a whole answer. */
function brokeOff({ trouble }: Pick<Exchange, 'trouble'>): boolean {
  return (
    trouble !== undefined &&
    trouble.hop === undefined &&
    trouble.atLimit !== true &&
    ['reset', 'closed', 'incomplete', 'timeout'].includes(trouble.kind)
  );
}

/** True where a gateway answered in the place of the application. */
function isGateways({ trouble }: Pick<Exchange, 'trouble'>): boolean {
  return trouble === undefined;
}

function isGoodAnswer(exchange: Exchange): boolean {
  const { response, trouble } = exchange;
  return trouble === undefined && response !== undefined && response.status < 500 && !isLimited(response);
}

function wordsOf({ trouble, status, response }: Troubled & Partial<Pick<Exchange, 'response'>>): string {
  return trouble === undefined ? `${status ?? response?.status ?? 'no answer'} of a gateway` : trouble.message;
}

function goneFor(since: string | undefined): string {
  const seconds = Math.round((Date.now() - Date.parse(since ?? '')) / 1000);
  return `can't be reached for ${seconds} s since`;
}
