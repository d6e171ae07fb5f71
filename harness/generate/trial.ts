import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { type Exchange, stimulus } from '../model/exchange.ts';
import { isTroubled } from '../client/client.ts';
import type { ClauseContext } from '../judge/clause-context.ts';
import { FatalInput } from '../judge/fatal-input.ts';
import { Nonconformity } from '../model/outcome.ts';
import type { Property } from './property.ts';

/** Bounds of the search for the smallest input, in requests and in milliseconds. */
const shrinking = { requests: 60, ms: 30_000 };

/** What makes fast-check stop at once; returning true would have it go through all that is left to try. */
const endOfSearch = new fc.PreconditionFailure(true);

/** An input that broke the rule, and how. */
export interface Counterexample<Input> {
  readonly input: Input;
  readonly exchange: Exchange;
  readonly broken: Nonconformity;
}

/** Sends one generated input after the other, and keeps what broke the rule. */
export class Trial<Input> {
  readonly #property: Property<Input>;
  readonly #context: ClauseContext;
  #sent = 0;
  #shrunk = 0;
  #shrinksUntil = Infinity;
  #first: Counterexample<Input> | undefined;
  #smallest: Counterexample<Input> | undefined;
  #stopped: Error | undefined;

  constructor(property: Property<Input>, context: ClauseContext) {
    this.#property = property;
    this.#context = context;
  }

  /**
   * True where an input conforms.
   *
   * @throws fc.PreconditionFailure that ends the search, where it has come to its bounds or can't go on.
   */
  async conforms(input: Input): Promise<boolean> {
    try {
      return this.#first === undefined ? await this.#generated(input) : await this.#smaller(input);
    } catch (error) {
      if (error !== endOfSearch) this.#stopped = error instanceof Error ? error : new Error(String(error));
      throw endOfSearch;
    }
  }

  /**
   * The smallest counterexample, undefined where every input conforms.
   *
   * @throws whatever ended the search before its time.
   */
  counterexample(): Counterexample<Input> | undefined {
    // A search that ended early leaves a counterexample that stands all the same.
    if (this.#smallest === undefined && this.#stopped !== undefined) throw this.#stopped;
    return this.#smallest;
  }

  async #generated(input: Input): Promise<boolean> {
    this.#sent += 1;
    this.#first = await this.#judged(input, `generated ${this.#sent}`, 'retry');
    this.#smallest = this.#first;
    if (this.#first !== undefined) this.#shrinksUntil = performance.now() + shrinking.ms;
    return this.#first === undefined;
  }

  async #smaller(input: Input): Promise<boolean> {
    // To bring a target down once is enough.
    if (this.#first?.broken instanceof FatalInput) throw endOfSearch;
    if (this.#shrunk >= shrinking.requests || performance.now() > this.#shrinksUntil) throw endOfSearch;
    const found = await this.#again(input);
    // What comes of one bad moment of the network would lead the search astray: it has to come twice.
    const sure = found !== undefined && isTroubled(found.exchange) ? await this.#again(input) : found;
    if (sure !== undefined) this.#smallest = sure;
    return sure === undefined;
  }

  /** Sends a smaller input once; a counterexample only where it shows the fault that the first one showed. */
  async #again(input: Input): Promise<Counterexample<Input> | undefined> {
    this.#shrunk += 1;
    const found = await this.#judged(input, `shrunk ${this.#shrunk}`, 'judge');
    return found !== undefined && isSameFault(found.exchange, this.#first?.exchange) ? found : undefined;
  }

  async #judged(input: Input, step: string, onTrouble: 'retry' | 'judge'): Promise<Counterexample<Input> | undefined> {
    const name = `${this.#context.clause.id} ${step}`;
    let exchange: Exchange | undefined;
    try {
      exchange = await this.#context.send(
        stimulus(name, () => this.#property.request(input), { onTrouble, drawn: true }),
      );
      await this.#property.rule(exchange, this.#context);
      return undefined;
    } catch (error) {
      if (error instanceof FatalInput) return { input, exchange: error.exchange, broken: error };
      if (error instanceof Nonconformity && exchange !== undefined) return { input, exchange, broken: error };
      throw error;
    }
  }
}

function isSameFault(one: Exchange, other: Exchange | undefined): boolean {
  return one.trouble?.kind === other?.trouble?.kind && one.response?.status === other?.response?.status;
}
