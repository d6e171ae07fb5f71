import { RollingHash } from './rolling-hash.ts';

/** The filter has 2 to this power of bits: false hits stay rare up to some hundred thousand needles. */
const filterBits = 20;

/**
 * Many strings of one length, each with a value, looked for in a text all at once: a rolling hash with a filter of bits,
 * so that the time depends on the length of the text and not on the number of strings.
 */
export class Needles<Value> {
  readonly length: number;
  readonly #values = new Map<string, Value>();
  readonly #filter = new Uint32Array(2 ** (filterBits - 5));
  readonly #hash: RollingHash;

  /** @param length Length of every string, in characters. */
  constructor(length: number) {
    this.length = length;
    this.#hash = new RollingHash(length);
  }

  /** The value of a string, undefined where it was never set. */
  get(needle: string): Value | undefined {
    return this.#values.get(needle);
  }

  /** Sets the value of a string. @param needle Of the right length. */
  set(needle: string, value: Value): void {
    this.#values.set(needle, value);
    const bit = bitOf(this.#hash.of(needle));
    this.#filter[bit >>> 5] = (this.#filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  /** The places of a text where one of the strings begins, in ascending order, each with its value. */
  in(text: string): [at: number, value: Value][] {
    const found: [number, Value][] = [];
    if (this.#values.size === 0) return found;
    const filter = this.#filter;
    this.#hash.each(text, (at, hash) => {
      const bit = bitOf(hash);
      if (((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return;
      const value = this.#values.get(text.slice(at, at + this.length));
      if (value !== undefined) found.push([at, value]);
    });
    return found;
  }
}

function bitOf(hash: number): number {
  return hash >>> (32 - filterBits);
}
