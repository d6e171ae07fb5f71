import { setTimeout as sleep } from 'node:timers/promises';
import { Inconclusive } from '../model/outcome.ts';

/** What a run may use. */
export interface Allowance {
  /** Milliseconds since the epoch at which the run has to end. */
  readonly endsAt: number;
  /** Requests per second; `Infinity` where unlimited. */
  readonly requestsPerSecond: number;
  /** Requests that may take effect for the account; `Infinity` where unlimited. */
  readonly maxEffects: number;
}

/** Keeps a run within its time, its rate and its number of effects (`MAX_RESETS`). */
export class Budget {
  readonly #allowance: Allowance;
  #nextSlot = 0;
  #effectsUsed: number;

  /** @param effectsUsed Effects that an earlier worker of the same run has used. */
  constructor(allowance: Allowance, effectsUsed: number) {
    this.#allowance = allowance;
    this.#effectsUsed = effectsUsed;
  }

  /** Milliseconds until the run has to end; negative when it is over. */
  get leftMs(): number {
    return this.#allowance.endsAt - Date.now();
  }

  /** How many requests may still take effect. */
  get effectsLeft(): number {
    return this.#allowance.maxEffects - this.#effectsUsed;
  }

  /**
   * Takes a place in the sending order and waits for it.
   *
   * @throws Inconclusive when the run's time or its effects are used up.
   */
  async admit(hasEffect: boolean): Promise<void> {
    if (this.leftMs <= 0) throw new Inconclusive('the run budget (RUN_BUDGET_SECONDS) is used up', 'budget');
    if (hasEffect) {
      if (this.effectsLeft < 1) throw new Inconclusive('the number of resets (MAX_RESETS) is used up', 'budget');
      this.#effectsUsed += 1;
    }
    const slot = Math.max(Date.now(), this.#nextSlot);
    this.#nextSlot = slot + 1000 / this.#allowance.requestsPerSecond;
    if (slot > Date.now()) await this.wait(slot - Date.now());
  }

  /**
   * Takes places for requests that go out at once, and waits for the last one.
   *
   * @param effects For each request, whether it may take effect.
   * @throws Inconclusive when the run's time or its effects do not suffice for all; no effect is used up then.
   */
  async admitAll(effects: readonly boolean[]): Promise<void> {
    const admitted: boolean[] = [];
    try {
      for (const hasEffect of effects) {
        await this.admit(hasEffect);
        admitted.push(hasEffect);
      }
    } catch (error) {
      for (const hasEffect of admitted) if (hasEffect) this.release();
      throw error;
    }
  }

  /** Gives a place among the effects back: the target refused, so there was none. */
  release(): void {
    this.#effectsUsed -= 1;
  }

  /**
   * Waits, if the run lasts long enough.
   *
   * @throws Inconclusive when the wait would go beyond the run's end.
   */
  async wait(ms: number, blame: 'budget' | 'limited' = 'budget'): Promise<void> {
    if (ms >= this.leftMs) {
      throw new Inconclusive(
        `waiting ${Math.ceil(ms / 1000)} s goes beyond the run budget (RUN_BUDGET_SECONDS)`,
        blame,
      );
    }
    await sleep(ms);
  }
}
