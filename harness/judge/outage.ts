import { isTroubled } from '../client/client.ts';
import type { Exchange } from '../client/exchange.ts';
import type { RunFolder } from '../run/run-folder.ts';
import { Inconclusive } from './outcome.ts';

/** How often in a row the target is asked again before the run gives it up. */
const mostProbes = 3;

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
  readonly #probe: () => Promise<Exchange>;
  readonly #sights: Sight[];

  /** @param probe Sends the canary once. */
  constructor(folder: RunFolder | undefined, probe: () => Promise<Exchange>) {
    this.#folder = folder;
    this.#probe = probe;
    this.#sights = folder?.read<Sight>('outages.jsonl') ?? [];
  }

  /** Asks the canary: true where the application answers it as it always did. */
  async isTargetWell(): Promise<boolean> {
    const exchange = await this.#probe();
    const status = exchange.response?.status;
    const reference = this.#sights.find((sight) => sight.well)?.status;
    // A canary that a fault of the target touches too may change its code; a portal in between answers 2xx or 3xx.
    const refused = status !== undefined && status >= 400 && status < 500 && status !== 407 && status !== 429;
    const well = !isTroubled(exchange) && (refused || (status !== undefined && status === (reference ?? status)));
    this.#see({ well, at: exchange.startedAt, ...(status === undefined ? {} : { status }) });
    return well;
  }

  /**
   * Lets a clause begin unless the target is away.
   *
   * @throws Inconclusive while it is.
   */
  async admit(): Promise<void> {
    const since = this.awaySince;
    if (since === undefined) return;
    const probes = this.#sights.length - this.#sights.findLastIndex((sight) => sight.well) - 1;
    if (probes <= mostProbes && (await this.isTargetWell())) return;
    throw new Inconclusive(`the target is away since ${since}`, 'target down');
  }

  /** When the target was first seen away in the present outage, ISO 8601; undefined while it serves. */
  get awaySince(): string | undefined {
    const lastWell = this.#sights.findLastIndex((sight) => sight.well);
    return this.#sights[lastWell + 1]?.at;
  }

  #see(sight: Sight): void {
    this.#sights.push(sight);
    this.#folder?.append('outages.jsonl', sight);
  }
}
