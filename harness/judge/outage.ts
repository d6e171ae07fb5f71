import { isTroubled } from '../client/client.ts';
import { isLimited } from '../http/not-now.ts';
import type { Exchange, Stimulus } from '../model/exchange.ts';
import { Inconclusive } from '../model/outcome.ts';
import type { Trouble } from '../model/trouble.ts';
import type { Blame } from '../model/verdict.ts';
import type { RunFolder } from '../run/run-folder.ts';
import type { HandshakeFlaw } from './handshake-flaw.ts';

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
  /** Where the canary broke. */
  readonly trouble?: Pick<Trouble, 'kind' | 'hop'>;
  /** True where the answer was "not now". */
  readonly limited?: true;
  /** True where every canary gets one refusal that none got before. */
  readonly blocked?: true;
  /** Why no client can make a TLS connection. */
  readonly flaw?: HandshakeFlaw;
  readonly at: string;
}

/** Why the target does not serve. */
export interface Away {
  /** One clause, present tense. */
  readonly message: string;
  readonly blame: Blame;
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
   * Asks the canary: true where the application answers it as it always did. A canary that was never answered, or that the
   * application answers otherwise than before, may itself be what the target fails on, so the others are asked too.
   */
  async isTargetWell(): Promise<boolean> {
    const { canaries, probe } = this.#probing;
    const trusted = this.#trusted;
    const asked = trusted ?? canaries[0];
    const exchange = await probe(asked);
    let seen = this.#sightOf(exchange);
    const others = canaries.filter((canary) => canary !== asked);
    // An answer that is none of a gateway may be the target's fault with this canary alone, as hostile input leaves one.
    if (trusted === undefined || !(isTroubled(exchange) || seen.limited === true)) {
      for (const canary of others) {
        if (seen.well) break;
        seen = this.#sightOf(await probe(canary));
      }
    }
    if (trusted !== undefined && this.#isNewRefusal(seen) && (await this.#allGet(others, seen.status))) {
      seen = { ...seen, well: false, blocked: true };
    }
    return this.#see(seen);
  }

  /** Takes an answer to a canary for what it says: true where the target is well. */
  look(exchange: Exchange): boolean {
    return this.#see(this.#sightOf(exchange));
  }

  /** Takes note that no client can make a TLS connection: nothing more is sent. */
  refuse(flaw: HandshakeFlaw): void {
    this.#see({ canary: 'TLS handshake', well: false, flaw, at: new Date().toISOString() });
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
    const { response, trouble } = exchange;
    const status = response?.status;
    const reference = this.#firstWell?.status;
    const limited = response !== undefined && isLimited(response);
    // A canary that a fault of the target touches too may change its code; a portal in between answers 2xx or 3xx.
    const refused = status !== undefined && status >= 400 && status < 500 && status !== 407 && !limited;
    const well = !isTroubled(exchange) && (refused || (status !== undefined && status === (reference ?? status)));
    return {
      canary: exchange.name,
      well,
      at: exchange.startedAt,
      ...(status === undefined ? {} : { status }),
      ...(trouble === undefined
        ? {}
        : { trouble: { kind: trouble.kind, ...(trouble.hop === undefined ? {} : { hop: trouble.hop }) } }),
      ...(limited ? { limited: true } : {}),
    };
  }

  /** True for a refusal by another code than the canary was answered with at first. */
  #isNewRefusal({ well, status = 0 }: Sight): boolean {
    return well && status >= 400 && status !== this.#firstWell?.status;
  }

  /**
   * True where all other canaries get this code too. They are refused for different reasons, so one code for all is the
   * word of something that stands before the application; one canary alone tells so by 403.
   */
  async #allGet(others: readonly Stimulus[], status: number | undefined): Promise<boolean> {
    if (others.length === 0) return status === 403;
    for (const canary of others) {
      if ((await this.#probing.probe(canary)).response?.status !== status) return false;
    }
    return true;
  }

  /**
   * Lets a clause begin unless the target is away. An outage is waited for with growing pauses, so that one that ends
   * costs what fell into it and no more.
   *
   * @throws Inconclusive where the target stays away; from then on it is not asked again.
   */
  async admit(): Promise<void> {
    if (await this.isOver()) return;
    const { message, blame } = this.#away();
    throw new Inconclusive(message, blame);
  }

  /**
   * Waits for the end of an outage, with growing pauses.
   *
   * @returns true where the target serves; false where it stays away.
   * @throws Inconclusive where the run ends before that is known.
   */
  async isOver(): Promise<boolean> {
    while (this.awaySince !== undefined) {
      const pause = pausesMs[this.#probesInVain];
      if (pause === undefined || this.flaw !== undefined) return false;
      await this.#probing.wait(pause);
      await this.isTargetWell();
    }
    return true;
  }

  /** When the target went away for good, ISO 8601: it was asked again and again in vain, or can't be asked. */
  get givenUpSince(): string | undefined {
    return this.#probesInVain >= pausesMs.length || this.flaw !== undefined ? this.awaySince : undefined;
  }

  /** Why no client can make a TLS connection; undefined where that is not known. */
  get flaw(): HandshakeFlaw | undefined {
    return this.#sights.at(-1)?.flaw;
  }

  /** Why the target does not serve; undefined while it does. */
  get away(): Away | undefined {
    return this.awaySince === undefined ? undefined : this.#away();
  }

  #away(): Away {
    const since = this.awaySince ?? 'now';
    const { flaw, blocked, limited, status, trouble } = this.#sights.at(-1) ?? {};
    if (flaw !== undefined) return { message: flaw.message, blame: flaw.isTargets ? 'target' : 'network' };
    if (blocked === true) {
      return {
        message:
          `since ${since} every known good request is refused with ${status ?? 'no code'}, also what was answered ` +
          'otherwise before: blocked, as by a firewall; have this address let in, or wait until it is',
        blame: 'blocked',
      };
    }
    const blame = limited === true ? 'limited' : isOnTheWay(trouble) ? 'network' : 'target down';
    return { message: `the target is away since ${since}`, blame };
  }

  /** What the canary broke with when it was last asked, where it broke. */
  get lastTrouble(): Pick<Trouble, 'kind' | 'hop'> | undefined {
    return this.#sights.at(-1)?.trouble;
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

/** True for a trouble that never came to the target. */
export function isOnTheWay(trouble: Pick<Trouble, 'kind'> | undefined): boolean {
  return trouble?.kind === 'proxy' || trouble?.kind === 'name-resolution';
}
