import { hash } from 'node:crypto';

/** What a thing takes in memory beside its text, in characters. */
const overhead = 32;

/** A thing that was made, and what it counts for. */
interface Made<Thing> {
  readonly thing: Thing;
  readonly size: number;
}

/**
 * Remembers what was made of keys, so that it is made once of each. Where it holds too much, it forgets what was asked
 * for longest ago.
 */
export class Memo<Key, Thing> {
  readonly #most: number;
  readonly #sizeOf: (key: Key, thing: Thing) => number;
  readonly #made = new Map<Key, Made<Thing>>();
  #size = 0;

  /**
   * @param most How much is remembered altogether, in the unit of `sizeOf`.
   * @param sizeOf How much a key with its thing counts for, such as characters.
   */
  constructor(most: number, sizeOf: (key: Key, thing: Thing) => number) {
    this.#most = most;
    this.#sizeOf = sizeOf;
  }

  /** The thing of a key: the one that was made before, else one that is made now. What throws is not remembered. */
  of(key: Key, make: () => Thing): Thing {
    const known = this.#made.get(key);
    if (known !== undefined) {
      // The order of the map is that of the last use.
      this.#made.delete(key);
      this.#made.set(key, known);
      return known.thing;
    }
    const thing = make();
    const size = overhead + this.#sizeOf(key, thing);
    if (size > this.#most) return thing;
    this.#made.set(key, { thing, size });
    this.#size += size;
    if (this.#size > this.#most) this.#forget();
    return thing;
  }

  #forget(): void {
    for (const [oldest, { size }] of this.#made) {
      this.#made.delete(oldest);
      this.#size -= size;
      if (this.#size <= this.#most) return;
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#made.clear();
    this.#size = 0;
  }
}

/** Longer texts are known by a hash of their content, so that the memory of them is not held. */
const longestKey = 1024;

/** A key by which a text is remembered: as long as it is short, the text. */
export function keyOf(text: string): string {
  return text.length <= longestKey ? text : `sha256 ${hash('sha256', text, 'hex')} ${text.length}`;
}
