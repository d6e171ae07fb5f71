import type { Hit, Secret } from './hit.ts';

/** A way in which a secret's value reads. */
export interface Variant {
  readonly value: string;
  readonly secret: Secret;
}

/** Where a variant was found last, and the stretch of those that overlap with it. */
interface Latest {
  start: number;
  stretch: { -readonly [Key in keyof Hit]: Hit[Key] } | undefined;
}

/**
 * Collects where variants stand in a text as a whole. What one occurrence has in common with the next is compared once,
 * and occurrences that overlap are told as one stretch, so that a text which repeats a piece of itself takes no longer.
 */
export class Occurrences {
  /** What was found, in no order. */
  readonly hits: Hit[] = [];
  readonly #text: string;
  readonly #asText: boolean;
  readonly #latest = new Map<Variant, Latest>();

  /** @param asText What every hit says of itself. */
  constructor(text: string, asText: boolean) {
    this.#text = text;
    this.#asText = asText;
  }

  /**
   * Looks whether a variant stands at a place. Places of one variant are looked at in ascending order.
   *
   * @returns what it took, in characters that were compared at most.
   */
  look(variant: Variant, start: number): number {
    const { value } = variant;
    if (start < 0 || this.#text.charCodeAt(start) !== value.charCodeAt(0)) return 1;
    const latest = this.#latest.get(variant);
    const overlap = latest === undefined ? 0 : Math.max(0, latest.start + value.length - start);
    if (overlap > 0 && !repeatsItself(variant, overlap)) return 1;
    if (!this.#text.startsWith(value.slice(overlap), start + overlap)) return value.length - overlap;
    this.#take(variant, start, overlap > 0 ? latest : undefined);
    return 1;
  }

  #take(variant: Variant, start: number, overlapping: Latest | undefined): void {
    const { value, secret } = variant;
    const end = start + value.length;
    if (overlapping === undefined) {
      this.hits.push({ start, end, secret, whole: true, asText: this.#asText });
      this.#latest.set(variant, { start, stretch: undefined });
      return;
    }
    if (overlapping.stretch === undefined) {
      overlapping.stretch = { start: overlapping.start, end, secret, whole: false, asText: this.#asText };
      this.hits.push(overlapping.stretch);
    }
    overlapping.stretch.end = end;
    overlapping.start = start;
  }
}

/** For each variant that was found to overlap with itself, the lengths at which its end is its begin. */
const borders = new WeakMap<Variant, Uint8Array>();

/** True where so many characters at the end of a variant are those at its begin (Knuth, Morris, Pratt). */
function repeatsItself(variant: Variant, length: number): boolean {
  let known = borders.get(variant);
  if (known === undefined) {
    known = bordersOf(variant.value);
    borders.set(variant, known);
  }
  return known[length] === 1;
}

function bordersOf(value: string): Uint8Array {
  const longest = new Uint32Array(value.length + 1);
  for (let at = 1, matched = 0; at < value.length; at += 1) {
    while (matched > 0 && value[at] !== value[matched]) matched = longest[matched] ?? 0;
    if (value[at] === value[matched]) matched += 1;
    longest[at + 1] = matched;
  }
  const found = new Uint8Array(value.length + 1);
  for (let length = longest[value.length] ?? 0; length > 0; length = longest[length] ?? 0) found[length] = 1;
  return found;
}
