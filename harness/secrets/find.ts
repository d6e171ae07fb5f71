import { deepest, readingsOf, variantsOf } from './forms.ts';
import { excerptLength, Excerpts } from './excerpts.ts';
import type { Hit, Secret } from './hit.ts';
import { Occurrences, type Variant } from './occurrences.ts';
import type { Reading } from './reading.ts';
import { HashFilter, RollingHash } from './rolling-hash.ts';
import { isInWords } from './secret-names.ts';

/** Values of fewer characters are looked for one by one, and in text alone: among encoded octets they stand by chance. */
const shortest = 8;

/** How much is read of one text altogether, in characters: so much, and its own length some times. */
const mostRead = { characters: 8 * 1024 * 1024, lengths: 8 };

/** Finds secrets in texts, whole or in part, in every form of `forms.ts`. */
export class SecretFinder {
  /** Where to look closer: the variants that end with these characters. Tokens often begin alike, and end differently. */
  readonly #anchors = new Map<string, Variant[]>();
  readonly #excerpts = new Excerpts();
  /** The first characters of all anchors and excerpts, by which one pass over a text finds both. */
  readonly #beginnings = new HashFilter();
  readonly #hash = new RollingHash(shortest);
  readonly #short: Variant[] = [];
  readonly #order = new Map<Secret, number>();
  readonly #known: string[] = [];
  /** So many characters are worth to be found. */
  #fewest = excerptLength;

  /** Takes a text that reports hold anyway, such as the base URL: what it has in common with a secret tells nothing. */
  addKnown(text: string): void {
    this.#known.push(text);
  }

  /** True where a value stands in what reports hold anyway. */
  isKnown(value: string): boolean {
    return this.#known.some((each) => each.includes(value));
  }

  /** Adds a secret to those that are looked for. */
  add(secret: Secret): void {
    this.#order.set(secret, this.#order.size);
    if (!secret.secret) this.addKnown(secret.value);
    for (const value of variantsOf(secret.value)) {
      const variant = { value, secret };
      if (value.length < shortest) {
        // A secret does not become short by its escapes: what is left of it then is nothing to go by.
        if (value === secret.value) this.#short.push(variant);
        continue;
      }
      this.#fewest = Math.min(this.#fewest, value.length);
      this.#addWhole(variant);
      if (!secret.secret) continue;
      const isOwn = (excerpt: string): boolean => isTelling(excerpt) && !this.isKnown(excerpt);
      for (const excerpt of this.#excerpts.add(variant, isOwn)) this.#beginnings.add(this.#hash.of(excerpt));
    }
  }

  /** Every place of a text that holds a secret, in no order; places may overlap. */
  hitsIn(text: string): Hit[] {
    return this.#search(text, undefined, deepest, { left: mostRead.characters + mostRead.lengths * text.length });
  }

  #addWhole(variant: Variant): void {
    const anchor = variant.value.slice(-shortest);
    const variants = this.#anchors.get(anchor);
    if (variants === undefined) this.#anchors.set(anchor, [variant]);
    else variants.push(variant);
    this.#beginnings.add(this.#hash.of(anchor));
  }

  #search(text: string, of: Reading | undefined, depth: number, allowance: { left: number }): Hit[] {
    allowance.left -= text.length;
    if (allowance.left < 0) return unread(text);
    const asText = of === undefined || of.by === 'escaped';
    const hits = this.#plainIn(text, asText, allowance);
    if (allowance.left < 0) return unread(text);
    if (depth === 0) return hits;
    for (const reading of readingsOf(text, this.#fewest, of)) {
      const inner: readonly Hit[] =
        reading.text === undefined
          ? [{ start: 0, end: 0, secret: undefined, whole: false, asText: false }]
          : this.#search(reading.text, reading, depth - 1, allowance);
      for (const hit of inner) {
        // Compressed content is left out as a whole: too much for what is masked only.
        if (reading.by === 'compressed' && hit.secret?.secret === false) continue;
        const [start, end] = reading.place(hit.start, hit.end);
        hits.push({ ...hit, start, end, asText: hit.asText && reading.by === 'escaped' });
      }
    }
    return hits;
  }

  /** What stands in a text as it is. */
  #plainIn(text: string, asText: boolean, allowance: { left: number }): Hit[] {
    const occurrences = new Occurrences(text, asText);
    const places: number[] = [];
    this.#hash.each(text, this.#beginnings, (at) => places.push(at));
    for (const at of places) {
      for (const variant of this.#anchors.get(text.slice(at, at + shortest)) ?? []) {
        allowance.left -= occurrences.look(variant, at + shortest - variant.value.length);
        if (allowance.left < 0) return [];
      }
    }
    for (const variant of asText ? this.#short : []) {
      const { value } = variant;
      for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length))
        occurrences.look(variant, at);
    }
    return [...occurrences.hits, ...this.#excerptsAt(text, places)];
  }

  /** The excerpts at some places of a text, in ascending order; those that overlap are one. */
  #excerptsAt(text: string, places: readonly number[]): Hit[] {
    const hits: Hit[] = [];
    for (const at of places) {
      const excerpt = this.#excerpts.at(text, at);
      if (excerpt === undefined) continue;
      const { start, end } = excerpt;
      const { secret } = excerpt.variant;
      const last = hits.at(-1);
      if (last === undefined || start >= last.end) hits.push({ start, end, secret, whole: false, asText: false });
      // What secrets have in common is the first one's; what is its own comes with the later one.
      else hits[hits.length - 1] = { ...last, end: Math.max(end, last.end), secret: this.#later(last.secret, secret) };
    }
    return hits;
  }

  #later(one: Secret | undefined, other: Secret): Secret {
    const order = (secret: Secret): number => this.#order.get(secret) ?? 0;
    return one !== undefined && order(one) > order(other) ? one : other;
  }
}

/** A text that is not read: what is not read must not be shown, either. */
function unread(text: string): Hit[] {
  return [{ start: 0, end: text.length, secret: undefined, whole: false, asText: false }];
}

/** False for an excerpt that is made of words, numbers or a part of a time: it may stand anywhere. */
function isTelling(excerpt: string): boolean {
  return !/^[\d\s.:TZ+-]*$/.test(excerpt) && !isInWords(excerpt.replace(/\s/g, '-'));
}
