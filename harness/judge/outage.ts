import { isTroubled } from '../client/client.ts';
import type { Exchange, Stimulus } from '../model/exchange.ts';
import type { RunFolder } from '../run/run-folder.ts';
import { Inconclusive } from '../model/outcome.ts';

/** The pauses before the target is asked again, in milliseconds; after the last one the run gives it up. */
const pausesMs = [500, 1000, 2000, 4000, 8000] as const;

/** What it takes to ask the target. */
interface Probing {
  /** Known good exchanges that touch no account, the best one first. */
  readonly canaries: readonly [Stimulus, ...Stimulus[]];
  /** Sends a canary once. */
  readonly probe: (canary: Stimulus) => Promise<Exchange>;
  /** Waits for some milliseconds; throws {@link Inconclusive} where the run does not last that long. */
  readonly wait: (ms: number) => Promise<void>;
}

interface Sight {
  readonly canary: string;
  readonly well: boolean;
  readonly status?: number;
  /** True where a proxy is to blame. */
  readonly behindProxy?: boolean;
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

  /**
   * Asks the canary: true where the application answers it as it always did. A canary that was never answered may itself
   * be what the target fails on, so until one was, the others are asked too.
   */
  async isTargetWell(): Promise<boolean> {
    const [first, ...others] = this.#trusted === undefined ? this.#probing.canaries : [this.#trusted];
    let seen = this.#sightOf(await this.#probing.probe(first));
    for (const canary of others) {
      if (seen.well) break;
      seen = this.#sightOf(await this.#probing.probe(canary));
    }
    return this.#see(seen);
  }

  /** Takes an answer to a canary for what it says: true where the target is well. */
  look(exchange: Exchange): boolean {
    return this.#see(this.#sightOf(exchange));
  }

  /** The canary that was answered first. */
  get #trusted(): Stimulus | undefined {
    const name = this.#firstWell?.canary;
    return this.#probing.canaries.find((canary) => canary.name === name);
  }

  get #firstWell(): Sight | undefined {
    return this.#sights.find(({ well }) => well);
  }

  #sightOf(exchange: Exchange): Sight {
    const status = exchange.response?.status;
    const reference = this.#firstWell?.status;
    // A canary that a fault of the target touches too may change its code; a portal in between answers 2xx or 3xx.
    const refused = status !== undefined && status >= 400 && status < 500 && status !== 407 && status !== 429;
    const well = !isTroubled(exchange) && (refused || (status !== undefined && status === (reference ?? status)));
    return {
      canary: exchange.name,
      well,
      at: exchange.startedAt,
      ...(status === undefined ? {} : { status }),
      ...(exchange.trouble?.kind === 'proxy' ? { behindProxy: true } : {}),
    };
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
  get blame(): 'limited' | 'network' | 'target down' {
    const last = this.#sights.at(-1);
    if (last?.behindProxy === true) return 'network';
    return last?.status === 429 ? 'limited' : 'target down';
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

  #see(sight: Sight): boolean {
    this.#sights.push(sight);
    this.#folder?.append('outages.jsonl', sight);
    return sight.well;
  }
}
