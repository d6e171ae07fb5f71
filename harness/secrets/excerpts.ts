import type { Variant } from './occurrences.ts';
import { RollingHash } from './rolling-hash.ts';

/** So many characters of a secret count as the secret. */
export const excerptLength = 12;

/** Of a longer value, in characters, not every excerpt is kept but one in so many: it takes so many more to tell it. */
const long = { length: 4096, step: 8 };

/** A part of a text that is a part of a variant, too. */
export interface Excerpt {
  readonly start: number;
  readonly end: number;
  readonly variant: Variant;
}

/**
 * The excerpts of variants, each known by its hash and by where it stands, so that an excerpt takes no memory of its own
 * (open addressing; Rabin and Karp). The time of a search depends on the length of the text alone.
 */
export class Excerpts {
  readonly #hash = new RollingHash(excerptLength);
  readonly #variants: Variant[] = [];
  /** For each excerpt, in the order in which they were added: the index of its variant, and its place there. */
  #owners = new Uint32Array(256);
  #places = new Uint32Array(256);
  #count = 0;
  /** By hash: the number of an excerpt plus one, 0 where there is none. Most are free, so that most looks end at the first. */
  #slots = new Uint32Array(2 ** 12);

  /**
   * Adds the excerpts of a variant that no earlier one has.
   *
   * @param isTelling False for an excerpt that may stand anywhere.
   * @returns those that were added.
   */
  add(variant: Variant, isTelling: (excerpt: string) => boolean): string[] {
    const { value } = variant;
    const owner = this.#variants.push(variant) - 1;
    const step = value.length > long.length ? long.step : 1;
    const added: string[] = [];
    let latest = '';
    for (let at = 0; at + excerptLength <= value.length; at += step) {
      const excerpt = value.slice(at, at + excerptLength);
      if (excerpt === latest) continue;
      latest = excerpt;
      const slot = this.#slotOf(excerpt, 0, this.#hash.of(excerpt));
      if (this.#slots[slot] !== 0 || !isTelling(excerpt)) continue;
      this.#put(slot, owner, at);
      added.push(excerpt);
    }
    return added;
  }

  /** The excerpt that stands at a place of a text, undefined where none does. */
  at(text: string, at: number): Excerpt | undefined {
    if (at + excerptLength > text.length) return undefined;
    const number = this.#slots[this.#slotOf(text, at, this.#hash.of(text, at))] ?? 0;
    const variant = this.#variants[this.#owners[number - 1] ?? -1];
    return variant === undefined ? undefined : wholeExcerpt(text, at, variant, this.#places[number - 1] ?? 0);
  }

  #put(slot: number, owner: number, place: number): void {
    if (this.#count === this.#owners.length) {
      this.#owners = grown(this.#owners);
      this.#places = grown(this.#places);
    }
    this.#owners[this.#count] = owner;
    this.#places[this.#count] = place;
    this.#count += 1;
    this.#slots[slot] = this.#count;
    if (4 * this.#count > this.#slots.length) this.#spread();
  }

  /** Makes room in the slots. */
  #spread(): void {
    this.#slots = new Uint32Array(2 * this.#slots.length);
    for (let number = 1; number <= this.#count; number += 1) {
      const value = this.#variants[this.#owners[number - 1] ?? 0]?.value ?? '';
      const place = this.#places[number - 1] ?? 0;
      this.#slots[this.#slotOf(value, place, this.#hash.of(value, place))] = number;
    }
  }

  /** The slot of the excerpt that stands at a place of a text, or the free one where it would go. */
  #slotOf(text: string, at: number, hash: number): number {
    const last = this.#slots.length - 1;
    let slot = hash >>> Math.clz32(last);
    for (;;) {
      const number = this.#slots[slot] ?? 0;
      if (number === 0) return slot;
      const value = this.#variants[this.#owners[number - 1] ?? 0]?.value ?? '';
      if (areSame(text, at, value, this.#places[number - 1] ?? 0)) return slot;
      slot = (slot + 1) & last;
    }
  }
}

/** An excerpt that was found, with what goes on in the text as in the variant before the next one that is kept. */
function wholeExcerpt(text: string, at: number, variant: Variant, place: number): Excerpt {
  const { value } = variant;
  let start = at;
  let end = at + excerptLength;
  if (value.length > long.length) {
    const further = long.step - 1;
    while (at - start < further && isSame(text, start - 1, value, place - at + start - 1)) start -= 1;
    while (end - at < excerptLength + further && isSame(text, end, value, place - at + end)) end += 1;
  }
  return { start, end, variant };
}

function grown(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(2 * numbers.length);
  more.set(numbers);
  return more;
}

function isSame(text: string, at: number, value: string, place: number): boolean {
  return at >= 0 && place >= 0 && at < text.length && text[at] === value[place];
}

function areSame(text: string, at: number, value: string, place: number): boolean {
  for (let count = 0; count < excerptLength; count += 1) {
    if (text.charCodeAt(at + count) !== value.charCodeAt(place + count)) return false;
  }
  return true;
}
