/** Odd, so that no bit of a hash is lost when it is multiplied. */
const factor = 0x01000193;
/** Spreads a hash over its upper bits. */
const spread = 0x9e3779b1;
/** The filter has 2 to this power of bits: false hits stay rare up to some hundred thousand needles. */
const filterBits = 20;

/**
 * Many strings of one length, each with a value, looked for in a text all at once: a rolling hash (Rabin–Karp) with a
 * filter of bits, so that the time depends on the length of the text and not on the number of strings.
 */
export class Needles<Value> {
  readonly length: number;
  readonly #values = new Map<string, Value>();
  readonly #filter = new Uint32Array(2 ** (filterBits - 5));
  /** What the first character of a window has become by the time it leaves the window. */
  readonly #leaving: number;

  /** @param length Length of every string, in characters. */
  constructor(length: number) {
    this.length = length;
    this.#leaving = Array.from({ length }).reduce<number>((power) => Math.imul(power, factor), 1);
  }

  /** The value of a string, undefined where it was never set. */
  get(needle: string): Value | undefined {
    return this.#values.get(needle);
  }

  /** Sets the value of a string. @param needle Of the right length. */
  set(needle: string, value: Value): void {
    this.#values.set(needle, value);
    let hash = 0;
    for (let at = 0; at < needle.length; at += 1) hash = (Math.imul(hash, factor) + needle.charCodeAt(at)) | 0;
    const bit = bitOf(hash);
    this.#filter[bit >>> 5] = (this.#filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  /** The places of a text where one of the strings begins, in ascending order, each with its value. */
  in(text: string): [at: number, value: Value][] {
    const found: [number, Value][] = [];
    if (this.#values.size === 0) return found;
    const { length } = this;
    const filter = this.#filter;
    const leaving = this.#leaving;
    let hash = 0;
    for (let end = 0; end < text.length; end += 1) {
      hash = (Math.imul(hash, factor) + text.charCodeAt(end)) | 0;
      const at = end + 1 - length;
      if (at < 0) continue;
      if (at > 0) hash = (hash - Math.imul(text.charCodeAt(at - 1), leaving)) | 0;
      const bit = bitOf(hash);
      if (((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) continue;
      const value = this.#values.get(text.slice(at, end + 1));
      if (value !== undefined) found.push([at, value]);
    }
    return found;
  }
}

function bitOf(hash: number): number {
  return Math.imul(hash, spread) >>> (32 - filterBits);
}
