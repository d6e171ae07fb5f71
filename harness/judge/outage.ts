import { isTroubled } from '../client/client.ts';
import type { Exchange } from '../client/exchange.ts';
import type { RunFolder } from '../run/run-folder.ts';
import { Inconclusive } from './outcome.ts';

/** The pauses before the target is asked again, in milliseconds; after the last one the run gives it up. */
const pausesMs = [500, 1000, 2000, 4000, 8000] as const;

/** What it takes to ask the target. */
interface Probing {
  /** Sends the canary once. */
  readonly probe: () => Promise<Exchange>;
  /** Waits for some milliseconds; throws {@link Inconclusive} where the run does not last that long. */
  readonly wait: (ms: number) => Promise<void>;
}

interface Sight {
  readonly well: boolean;
  readonly status?: number;
  readonly at: string;
}

/**
 * Remembers whether the target was seen to serve, so that an outage is asked about a few times and not by every clause.
 *
 * What was seen goes through the run folder, because the runner replaces the worker after each failed test.
 */
export class Outage {
  readonly #folder: RunFolder | undefined;
  readonly #probing: Probing;
  readonly #sights: Sight[];

  constructor(folder: RunFolder | undefined, probing: Probing) {
    this.#folder = folder;
    this.#probing = probing;
    this.#sights = folder?.read<Sight>('outages.jsonl') ?? [];
  }

  /** Asks the canary: true where the application answers it as it always did. */
  async isTargetWell(): Promise<boolean> {
    return this.look(await this.#probing.probe());
  }

  /** Takes an answer to the canary for what it says: true where the target is well. */
  look(exchange: Exchange): boolean {
    const status = exchange.response?.status;
    const reference = this.#sights.find((sight) => sight.well)?.status;
    // A canary that a fault of the target touches too may change its code; a portal in between answers 2xx or 3xx.
    const refused = status !== undefined && status >= 400 && status < 500 && status !== 407 && status !== 429;
    const well = !isTroubled(exchange) && (refused || (status !== undefined && status === (reference ?? status)));
    this.#see({ well, at: exchange.startedAt, ...(status === undefined ? {} : { status }) });
    return well;
  }

  /**
   * Lets a clause begin unless the target is away. An outage is waited for with growing pauses, so that one that ends
   * costs what fell into it and no more.
   *
   * @throws Inconclusive where the target stays away; from then on it is not asked again.
   */
  async admit(): Promise<void> {
    while (this.awaySince !== undefined) {
      const pause = pausesMs[this.#probesInVain];
      if (pause === undefined) throw new Inconclusive(`the target is away since ${this.awaySince}`, this.blame);
      await this.#probing.wait(pause);
      await this.isTargetWell();
    }
  }

  /** When the target went away for good, ISO 8601: it was asked again and again in vain. */
  get givenUpSince(): string | undefined {
    return this.#probesInVain < pausesMs.length ? undefined : this.awaySince;
  }

  /** What the canary's last failure says. */
  get blame(): 'limited' | 'target down' {
    return this.#sights.at(-1)?.status === 429 ? 'limited' : 'target down';
  }

  /** When the target was first seen away in the present outage, ISO 8601; undefined while it serves. */
  get awaySince(): string | undefined {
    const lastWell = this.#sights.findLastIndex((sight) => sight.well);
    return this.#sights[lastWell + 1]?.at;
  }

  /** How often the target was asked again since it went away. */
  get #probesInVain(): number {
    const lastWell = this.#sights.findLastIndex((sight) => sight.well);
    return Math.max(0, this.#sights.length - lastWell - 2);
  }

  #see(sight: Sight): void {
    this.#sights.push(sight);
    this.#folder?.append('outages.jsonl', sight);
  }
}
