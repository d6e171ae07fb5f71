import { hash } from 'node:crypto';
import { appendFileSync, existsSync, fstatSync, openSync, readFileSync } from 'node:fs';

/** Where a body stands among the kept ones. */
export interface StoredBody {
  /** SHA-256 of the body, in hexadecimal digits. */
  readonly sha256: string;
  /** First byte and number of bytes in the store's file. */
  readonly at: number;
  readonly length: number;
}

/** A body that was kept, and where. */
interface Kept {
  readonly body: Buffer;
  readonly stored: StoredBody;
}

/**
 * Keeps each distinct body once, in memory and, where a file is given, on disk. Most answers of a run are alike.
 */
export class BodyStore {
  readonly #file: string | undefined;
  /** The file as it is added to, once something is. */
  #descriptor: number | undefined;
  readonly #byHash = new Map<string, Kept>();
  readonly #found: Buffer;
  #bytes = 0;

  /** @param file What it holds already is taken up. It is made where it is absent, for its owner alone. */
  constructor(file?: string) {
    this.#file = file;
    this.#found = file !== undefined && existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  }

  /** Length of all distinct bodies, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Keeps a body. @returns one with the same bytes, shared by all that are alike, and where it stands. */
  keep(body: Uint8Array): Kept {
    const sha256 = hash('sha256', body, 'hex');
    const known = this.#byHash.get(sha256);
    if (known !== undefined) return known;
    // A copy of its own: what is given may be a part of a larger buffer.
    const copy = Buffer.from(body);
    return this.#add({ body: copy, stored: { sha256, at: this.#write(copy), length: body.length } });
  }

  /** The body that an earlier process of the run has kept in the file. */
  recall(stored: StoredBody): Uint8Array {
    const { sha256, at, length } = stored;
    const known = this.#byHash.get(sha256);
    return known?.body ?? this.#add({ body: this.#found.subarray(at, at + length), stored }).body;
  }

  #add(kept: Kept): Kept {
    this.#byHash.set(kept.stored.sha256, kept);
    this.#bytes += kept.stored.length;
    return kept;
  }

  /** Adds a body to the file, and tells where: other processes of the run may have written, too. */
  #write(body: Buffer): number {
    if (this.#file === undefined) return 0;
    this.#descriptor ??= openSync(this.#file, 'a', 0o600);
    const at = fstatSync(this.#descriptor).size;
    appendFileSync(this.#descriptor, body);
    return at;
  }
}
