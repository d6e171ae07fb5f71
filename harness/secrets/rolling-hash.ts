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

  /** Calls a function with each place of a text where a stretch begins, in ascending order, and its hash. */
  each(text: string, take: (at: number, hash: number) => void): void {
    const length = this.#length;
    const leaving = this.#leaving;
    let sum = 0;
    for (let end = 0; end < text.length; end += 1) {
      sum = (Math.imul(sum, factor) + text.charCodeAt(end)) | 0;
      const at = end + 1 - length;
      if (at < 0) continue;
      if (at > 0) sum = (sum - Math.imul(text.charCodeAt(at - 1), leaving)) | 0;
      take(at, Math.imul(sum, spread) >>> 0);
    }
  }
}
