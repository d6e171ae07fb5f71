import { type Reading, readingsOf, variantsOf } from './forms.ts';
import { Needles } from './needles.ts';
import { isInWords } from './secret-names.ts';

/** A secret and the name it is shown by. */
export interface Secret {
  readonly value: string;
  /** Such as `<reset_token#2>`; equal secrets have equal placeholders. */
  readonly placeholder: string;
  /** Shell variable that stands for it in a `curl` line, without `$`. */
  readonly variable: string;
  /** False for what is masked only, be it for privacy's sake or because it stands in other text too: not searched for. */
  readonly secret: boolean;
}

/** A stretch of a text that must not be shown. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  /** Undefined for compressed content that can't be opened. */
  readonly secret: Secret | undefined;
  /** True where the stretch is the whole value; false for an excerpt of it. */
  readonly whole: boolean;
  /** True where the value stands there as text, with escapes or without; false where it is encoded. */
  readonly asText: boolean;
}

/** Values of fewer characters are looked for one by one, and in text alone: among encoded octets they stand by chance. */
const shortest = 8;

/** So many characters of a secret count as the secret. */
const excerptLength = 12;

/** How many codings inside one another are read. */
const deepest = 6;

/** How much is read of one text altogether, in characters: so much, and its own length some times. */
const mostRead = { characters: 8 * 1024 * 1024, lengths: 8 };

/** Finds secrets in texts, whole or in part, in every form of `forms.ts`. */
export class SecretFinder {
  /** Where to look closer: the variants that end with these characters, none where only excerpts begin with them. */
  readonly #anchors = new Needles<Variant[]>(shortest);
  /** The first secret that an excerpt belongs to. */
  readonly #excerpts = new Map<string, Secret>();
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
      // Tokens often begin alike, and end differently.
      this.#anchor(value.slice(-shortest)).push(variant);
      if (secret.secret) this.#addExcerpts(variant);
    }
  }

  /** Every place of a text that holds a secret, in no order; places may overlap. */
  hitsIn(text: string): Hit[] {
    return this.#search(text, undefined, deepest, { left: mostRead.characters + mostRead.lengths * text.length });
  }

  #anchor(characters: string): Variant[] {
    const variants = this.#anchors.get(characters) ?? [];
    this.#anchors.set(characters, variants);
    return variants;
  }

  #addExcerpts({ value, secret }: Variant): void {
    for (let at = 0; at + excerptLength <= value.length; at += 1) {
      const excerpt = value.slice(at, at + excerptLength);
      if (this.#excerpts.has(excerpt) || !isTelling(excerpt) || this.isKnown(excerpt)) continue;
      this.#excerpts.set(excerpt, secret);
      this.#anchor(excerpt.slice(0, shortest));
    }
  }

  #search(text: string, of: Reading | undefined, depth: number, allowance: { left: number }): Hit[] {
    allowance.left -= text.length;
    // What is not read must not be shown, either.
    if (allowance.left < 0) return [{ start: 0, end: text.length, secret: undefined, whole: false, asText: false }];
    const asText = of === undefined || of.by === 'escaped';
    const hits = this.#plainIn(text, asText);
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
  #plainIn(text: string, asText: boolean): Hit[] {
    const wholes: Hit[] = [];
    const excerpts: Hit[] = [];
    const take = ({ value, secret }: Variant, start: number): void => {
      wholes.push({ start, end: start + value.length, secret, whole: true, asText });
    };
    for (const [at, variants] of this.#anchors.in(text)) {
      for (const variant of variants) {
        const start = at + shortest - variant.value.length;
        if (start >= 0 && text.startsWith(variant.value, start)) take(variant, start);
      }
      const secret = this.#excerpts.get(text.slice(at, at + excerptLength));
      if (secret !== undefined) this.#takeExcerpt(excerpts, at, secret);
    }
    for (const variant of asText ? this.#short : []) {
      const { value } = variant;
      for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length)) take(variant, at);
    }
    return [...wholes, ...excerpts];
  }

  /** Adds an excerpt, or makes the last one longer where it goes on. */
  #takeExcerpt(excerpts: Hit[], start: number, secret: Secret): void {
    const end = start + excerptLength;
    const last = excerpts.at(-1);
    if (last === undefined || start >= last.end) {
      excerpts.push({ start, end, secret, whole: false, asText: false });
    } else {
      // What secrets have in common is the first one's; what is its own comes with the later one.
      excerpts[excerpts.length - 1] = { ...last, end, secret: this.#later(last.secret, secret) };
    }
  }

  #later(one: Secret | undefined, other: Secret): Secret {
    const order = (secret: Secret): number => this.#order.get(secret) ?? 0;
    return one !== undefined && order(one) > order(other) ? one : other;
  }
}

/** A way in which a secret's value reads. */
interface Variant {
  readonly value: string;
  readonly secret: Secret;
}

/** False for an excerpt that is made of words, numbers or a part of a time: it may stand anywhere. */
function isTelling(excerpt: string): boolean {
  return !/^[\d\s.:TZ+-]*$/.test(excerpt) && !isInWords(excerpt.replace(/\s/g, '-'));
}

/**
 * The stretches of a text that are to be replaced: hits that overlap are one, named by the longest whole secret in it.
 *
 * @returns in ascending order, without overlap.
 */
export function merged(hits: readonly Hit[]): Hit[] {
  const regions: Hit[] = [];
  for (const hit of [...hits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = regions.at(-1);
    if (last === undefined || hit.start >= last.end) {
      regions.push(hit);
      continue;
    }
    const [better, other] = weight(hit) > weight(last) ? [hit, last] : [last, hit];
    const end = Math.max(hit.end, last.end);
    const isAll = better.start <= other.start && better.end === end;
    regions[regions.length - 1] = {
      ...better,
      start: last.start,
      end,
      whole: better.whole && isAll,
      asText: better.asText && isAll,
    };
  }
  return regions;
}

/** A whole secret outweighs an excerpt, a longer stretch a shorter one. */
function weight({ start, end, whole, secret }: Hit): number {
  return end - start + (whole ? 2 ** 31 : 0) + (secret === undefined ? 2 ** 32 : 0);
}
