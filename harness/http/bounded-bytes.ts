/** Below this number of bytes a loop copies faster than a call. */
const few = 32;

/** Collects bytes up to a limit. What is added costs its own length, however small the pieces are. */
export class BoundedBytes {
  readonly #limit: number;
  #bytes: Buffer = Buffer.alloc(0);
  #kept = 0;
  #seen = 0;

  /** @param limit Most bytes that are kept. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many bytes were added, those beyond the limit included. */
  get seen(): number {
    return this.#seen;
  }

  /** True where more was added than is kept. */
  get isCut(): boolean {
    return this.#seen > this.#limit;
  }

  /** Adds the bytes of a piece from one place up to another. */
  add(piece: Uint8Array, start = 0, end: number = piece.length): void {
    this.#seen += end - start;
    const count = Math.min(end - start, this.#limit - this.#kept);
    if (count <= 0) return;
    const needed = this.#kept + count;
    if (needed > this.#bytes.length) this.#grow(needed);
    if (count < few) {
      for (let at = 0; at < count; at += 1) this.#bytes[this.#kept + at] = piece[start + at] ?? 0;
    } else {
      this.#bytes.set(piece.subarray(start, start + count), this.#kept);
    }
    this.#kept = needed;
  }

  /** A copy of what was kept; it holds on to no larger memory. */
  bytes(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#kept));
  }

  #grow(needed: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.min(this.#limit, Math.max(needed, 2 * this.#bytes.length)));
    grown.set(this.#bytes.subarray(0, this.#kept));
    this.#bytes = grown;
  }
}
