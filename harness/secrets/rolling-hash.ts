/** Odd, so that no bit of a hash is lost when it is multiplied. */
const factor = 0x01000193;
/** Spreads a hash over its upper bits. */
const spread = 0x9e3779b1;

/**
 * Goes over the hashes of all stretches of one length in a text, one after the other (Rabin and Karp): from one to the
 * next takes the same time however long they are.
 */
export class RollingHash {
  readonly #length: number;
  /** What the first character of a stretch has become by the time it leaves. */
  readonly #leaving: number;

  /** @param length Of every stretch, in characters. */
  constructor(length: number) {
    this.#length = length;
    this.#leaving = Array.from({ length }).reduce<number>((power) => Math.imul(power, factor), 1);
  }

  /** The hash of the stretch of a text that begins at a place. All its bits count, the upper ones most. */
  of(text: string, at = 0): number {
    let sum = 0;
    for (let next = at; next < at + this.#length; next += 1) sum = (Math.imul(sum, factor) + text.charCodeAt(next)) | 0;
    return Math.imul(sum, spread) >>> 0;
  }

  /**
   * Calls a function with each place of a text where a stretch begins whose hash a filter lets through, in ascending order.
   */
  each(text: string, filter: HashFilter, take: (at: number) => void): void {
    const length = this.#length;
    const leaving = this.#leaving;
    // Both are local, and nothing is called for what the filter holds back: this is done for each character of a run.
    const { bits } = filter;
    let sum = 0;
    for (let end = 0; end < text.length; end += 1) {
      sum = (Math.imul(sum, factor) + text.charCodeAt(end)) | 0;
      const at = end + 1 - length;
      if (at < 0) continue;
      if (at > 0) sum = (sum - Math.imul(text.charCodeAt(at - 1), leaving)) | 0;
      const hash = Math.imul(sum, spread) >>> 0;
      if (((bits[hash >>> wordShift] ?? 0) & (1 << ((hash >>> bitShift) & 31))) !== 0) take(at);
    }
  }
}

/** A filter has 2 to this power of bits: it lets little through by chance up to some hundred thousand hashes. */
const filterBits = 20;
const bitShift = 32 - filterBits;
const wordShift = bitShift + 5;

/** A set of hashes that never misses one, and sometimes lets another through (Bloom, with one hash). */
export class HashFilter {
  /** A bit for each value of the upper bits of a hash. */
  readonly bits = new Uint32Array(2 ** (filterBits - 5));

  add(hash: number): void {
    const word = hash >>> wordShift;
    this.bits[word] = (this.bits[word] ?? 0) | (1 << ((hash >>> bitShift) & 31));
  }
}
