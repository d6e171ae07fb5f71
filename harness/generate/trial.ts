import { performance } from 'node:perf_hooks';
import { type Exchange, stimulus } from '../client/exchange.ts';
import { isTroubled } from '../client/client.ts';
import type { Bench } from '../judge/bench.ts';
import { Nonconformity } from '../judge/outcome.ts';
import type { Property } from './property.ts';

/** Bounds of the search for the smallest input, in requests and in milliseconds. */
const shrinking = { requests: 60, ms: 30_000 };

/** An input that broke the rule, and how. */
export interface Counterexample<Input> {
  readonly input: Input;
  readonly exchange: Exchange;
  readonly broken: Nonconformity;
}

/** Sends one generated input after the other, and keeps what broke the rule. */
export class Trial<Input> {
  readonly #property: Property<Input>;
  readonly #bench: Bench;
  #sent = 0;
  #shrunk = 0;
  #shrinksUntil = Infinity;
  #first: Counterexample<Input> | undefined;
  #smallest: Counterexample<Input> | undefined;
  #stopped: Error | undefined;

  constructor(property: Property<Input>, bench: Bench) {
    this.#property = property;
    this.#bench = bench;
  }

  /** True where an input conforms. Once the search is over, in either way, nothing is sent any more. */
  async conforms(input: Input): Promise<boolean> {
    if (this.#stopped !== undefined) return true;
    try {
      return this.#first === undefined ? await this.#generated(input) : await this.#smaller(input);
    } catch (error) {
      this.#stopped = error instanceof Error ? error : new Error(String(error));
      return true;
    }
  }

  /**
   * The smallest counterexample, undefined where every input conforms.
   *
   * A shrunk input is sent once, so one that brought no response is sent again before it is believed.
   *
   * @throws whatever ended the search before its time.
   */
  async counterexample(): Promise<Counterexample<Input> | undefined> {
    const smallest = this.#smallest;
    if (smallest !== undefined && smallest !== this.#first && isTroubled(smallest.exchange)) {
      return (await this.#judged(smallest.input, 'smallest', 'again')) ?? this.#first;
    }
    // A search that ended early leaves a counterexample that stands all the same.
    if (smallest === undefined && this.#stopped !== undefined) throw this.#stopped;
    return smallest;
  }

  async #generated(input: Input): Promise<boolean> {
    this.#sent += 1;
    this.#first = await this.#judged(input, `generated ${this.#sent}`, 'again');
    this.#smallest = this.#first;
    if (this.#first !== undefined) this.#shrinksUntil = performance.now() + shrinking.ms;
    return this.#first === undefined;
  }

  async #smaller(input: Input): Promise<boolean> {
    if (this.#shrunk >= shrinking.requests || performance.now() > this.#shrinksUntil) return true;
    this.#shrunk += 1;
    const found = await this.#judged(input, `shrunk ${this.#shrunk}`, 'judged');
    if (found !== undefined) this.#smallest = found;
    return found === undefined;
  }

  async #judged(input: Input, step: string, patience: 'again' | 'judged'): Promise<Counterexample<Input> | undefined> {
    const name = `${this.#bench.clause.id} ${step}`;
    const exchange = await this.#bench.send(stimulus(name, () => this.#property.request(input), { patience }));
    try {
      await this.#property.rule(exchange, this.#bench);
      return undefined;
    } catch (error) {
      if (error instanceof Nonconformity) return { input, exchange, broken: error };
      throw error;
    }
  }
}
