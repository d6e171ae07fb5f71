import { limits } from './limits.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** Most digits of a chunk size. */
const mostDigits = 8;

/** What chunks are found to be. */
export interface ChunkFault {
  readonly message: string;
  /** True where a limit of ours is exceeded, and no rule of HTTP broken. */
  readonly atLimit?: boolean;
}

/**
 * Takes chunked content apart (RFC 9112 7.1), in pieces of any size. Each byte is looked at once, and no line is kept
 * beyond its end. A million chunks of one byte make no object each.
 */
export class ChunkedContent {
  readonly #take: (piece: Buffer, start: number, end: number) => void;
  #state: 'size' | 'data' | 'line end' | 'trailers' | 'whole' = 'size';
  #left = 0;
  #line = '';
  #framingBytes = 0;
  #trailerBytes = 0;

  /** @param take Is given where in a piece the data of a chunk stands, in order; it must copy what it keeps. */
  constructor(take: (piece: Buffer, start: number, end: number) => void) {
    this.#take = take;
  }

  /** True when the last chunk and the trailer section have come. */
  get isWhole(): boolean {
    return this.#state === 'whole';
  }

  /**
   * Adds a piece.
   *
   * @returns what is left of it behind the end of the content, else nothing; or the fault that ends the reading.
   */
  add(piece: Buffer): Buffer | ChunkFault {
    let at = 0;
    while (at < piece.length && this.#state !== 'whole') {
      if (this.#state === 'data') {
        const end = Math.min(piece.length, at + this.#left);
        this.#take(piece, at, end);
        this.#left -= end - at;
        at = end;
        if (this.#left === 0) this.#state = 'line end';
        continue;
      }
      const next = this.#plainLine(piece, at);
      const fault = next === undefined ? this.#anyLine(piece, at) : undefined;
      if (typeof fault === 'object') return fault;
      const end = next ?? fault ?? piece.length;
      this.#framingBytes += end - at;
      at = end;
      if (this.#framingBytes > limits.chunkFramingBytes) {
        return { message: `what stands around the chunks exceeds ${limits.chunkFramingBytes} bytes`, atLimit: true };
      }
    }
    return piece.subarray(at);
  }

  /**
   * Takes what most lines are, if it stands whole in a piece: a size in digits alone, and the line end after data.
   *
   * @returns where the next line begins; undefined where the line is another one, and nothing is taken.
   */
  #plainLine(piece: Buffer, start: number): number | undefined {
    if (this.#line !== '' || this.#state === 'trailers') return undefined;
    let at = start;
    let size = 0;
    if (this.#state === 'size') {
      for (let digit = digitOf(piece[at]); digit !== undefined; digit = digitOf(piece[at])) {
        size = size * 16 + digit;
        at += 1;
      }
      if (at === start || at - start > mostDigits) return undefined;
    }
    if (piece[at] === carriageReturn) at += 1;
    if (piece[at] !== lineFeed) return undefined;
    if (this.#state === 'size') this.#begin(size);
    else this.#state = 'size';
    return at + 1;
  }

  /** Takes a line, or the beginning of one. @returns where the next one begins, or the fault. */
  #anyLine(piece: Buffer, start: number): number | ChunkFault {
    const found = piece.indexOf(lineFeed, start);
    const end = found === -1 ? piece.length : found;
    this.#line += piece.toString('latin1', start, end);
    if (this.#line.length > limits.headBytes) return { message: 'a chunk-size line does not end', atLimit: true };
    return (found === -1 ? undefined : this.#endLine()) ?? Math.min(end + 1, piece.length);
  }

  #endLine(): ChunkFault | undefined {
    const line = this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line;
    this.#line = '';
    if (this.#state === 'trailers') {
      this.#trailerBytes += line.length + 2;
      if (line === '') this.#state = 'whole';
      else if (this.#trailerBytes > limits.headBytes) {
        return { message: `the trailer section exceeds ${limits.headBytes} bytes`, atLimit: true };
      }
      return undefined;
    }
    if (this.#state === 'line end') {
      this.#state = 'size';
      return line === '' ? undefined : { message: 'a chunk is longer than its size says' };
    }
    const size = /^([0-9A-Fa-f]{1,8})[ \t]*(;.*)?$/.exec(line)?.[1];
    if (size === undefined) return { message: 'a chunk size is not hexadecimal' };
    this.#begin(Number.parseInt(size, 16));
    return undefined;
  }

  #begin(size: number): void {
    this.#left = size;
    this.#state = size === 0 ? 'trailers' : 'data';
  }
}

/** The value of a hexadecimal digit in ASCII; undefined for any other byte. */
function digitOf(byte: number | undefined): number | undefined {
  if (byte === undefined) return undefined;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : undefined;
}
