const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** A header section that has come to its end. */
export interface WholeHead {
  /** Start line and fields, without the empty line that ends them, in latin1. */
  readonly text: string;
  /** What came after the empty line. */
  readonly rest: Buffer;
}

/**
 * Collects a header section (RFC 9112 2.1) that may arrive byte by byte: each byte is looked at once. A line may end
 * with LF alone (RFC 9112 2.2).
 */
export class HeadBuffer {
  readonly #limit: number;
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;
  #searched = 0;

  /** @param limit Most bytes that a header section may have. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many bytes have come. */
  get length(): number {
    return this.#length;
  }

  /** True where more came than a header section may have, and it has no end. */
  get isTooLong(): boolean {
    return this.#length > this.#limit;
  }

  /** True unless the first bytes are others than these. */
  mayBeginWith(text: string): boolean {
    return this.#length < text.length || this.#bytes.toString('latin1', 0, text.length) === text;
  }

  /** Adds a piece; gives the header section once it is whole. Nothing may be added after that. */
  add(piece: Buffer): WholeHead | undefined {
    this.#append(piece);
    for (;;) {
      const at = this.#bytes.subarray(0, Math.min(this.#length, this.#limit)).indexOf(lineFeed, this.#searched);
      if (at === -1) {
        this.#searched = Math.min(this.#length, this.#limit);
        return undefined;
      }
      this.#searched = at;
      const next = at + 1 < this.#length && this.#bytes[at + 1] === carriageReturn ? at + 2 : at + 1;
      if (next >= Math.min(this.#length, this.#limit)) return undefined;
      if (this.#bytes[next] === lineFeed) {
        const end = at > 0 && this.#bytes[at - 1] === carriageReturn ? at - 1 : at;
        return {
          text: this.#bytes.toString('latin1', 0, end),
          rest: this.#bytes.subarray(next + 1, this.#length),
        };
      }
      this.#searched = at + 1;
    }
  }

  #append(piece: Buffer): void {
    const needed = this.#length + piece.length;
    if (needed > this.#bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = needed;
  }
}
