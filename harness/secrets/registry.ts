import type { Header } from '../model/message.ts';
import { type Hit, merged, type Secret, SecretFinder } from './find.ts';

export type { Hit, Secret } from './find.ts';

/** Shorter strings, in characters, are no secrets worth the name: they stand in any text by chance. */
const shortest = 8;

/** A number as small as a time in microseconds, or a time as RFC 3339 writes it. */
const time = /^(?:\d{1,16}|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-][\d:]+)?)$/;

/**
 * True where to find a value tells that it got out. A short one, one word such as `password`, and a token that is nothing
 * but the time stand in any report.
 */
export function canBeSearchedFor(value: string): boolean {
  return value.length >= shortest && !/^[A-Za-z]?[a-z]{1,13}$/.test(value) && !time.test(value);
}

/** A part of a text: as it is, or a stretch that is not to be shown. */
export type Piece = { readonly text: string } | { readonly hit: Hit };

/** Stands for compressed content that can't be opened, and so might hold a secret. */
const unopened = '<compressed>';

/** The name of a cookie before its value, unless a placeholder stands for that already. */
const cookie = /^([^=;]*=)(?!\s*"?<)[^;]+/;

/**
 * All secrets of a run, in the order in which they were first seen.
 *
 * The order is that of the recording, so every process of a run arrives at the same placeholders.
 */
export class SecretRegistry {
  /** Names of the documented members that hold a secret. */
  readonly members: readonly string[];
  readonly #byValue = new Map<string, Secret>();
  readonly #counts = new Map<string, number>();
  readonly #finder = new SecretFinder();

  /**
   * @param members Names of the members that hold a secret by the API's documentation. The first one is also what a
   *   token without a name of its own is called.
   */
  constructor(members: readonly string[] = []) {
    this.members = members;
  }

  /** The secrets, in the order in which they were added. */
  get all(): readonly Secret[] {
    return [...this.#byValue.values()];
  }

  /**
   * Registers a configured value under a fixed variable name, such as `ACCOUNT_PASSWORD`. It is masked also where it
   * can't be searched for.
   *
   * @param placeholder What stands for it in texts.
   */
  configure(variable: string, value: string, secret = true, placeholder = `<${variable.toLowerCase()}>`): void {
    if (value === '' || this.#byValue.has(value)) return;
    this.#add({ value, placeholder, variable, secret: secret && canBeSearchedFor(value) });
  }

  /** Takes a text that reports hold anyway, such as the base URL: neither it nor a part of it is a secret. */
  configureKnown(text: string): void {
    this.#finder.addKnown(text);
  }

  /** Registers a value that was learnt on the way; numbered by kind. Too short or known values are left alone. */
  learn(kind: string, value: string): void {
    if (value.length < shortest || this.#byValue.has(value) || this.#finder.isKnown(value)) return;
    const number = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, number);
    this.#add({
      value,
      placeholder: `<${kind}#${number}>`,
      variable: `${kind.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_${number}`,
      secret: canBeSearchedFor(value),
    });
  }

  /** The placeholder of the first secret that a text holds in any form, of those that can be searched for. */
  findIn(text: string): string | undefined {
    return this.#finder.hitsIn(text).find(({ secret }) => secret?.secret)?.secret?.placeholder;
  }

  /** A text in parts: what may be shown, and what may not. */
  piecesOf(text: string): Piece[] {
    const pieces: Piece[] = [];
    let end = 0;
    for (const hit of merged(this.#finder.hitsIn(text))) {
      if (hit.start > end) pieces.push({ text: text.slice(end, hit.start) });
      pieces.push({ hit });
      end = hit.end;
    }
    return end < text.length ? [...pieces, { text: text.slice(end) }] : pieces;
  }

  /** A text with every secret in it, whole or in part and in every form, replaced by its placeholder. */
  redact(text: string): string {
    return this.piecesOf(text)
      .map((piece) => ('text' in piece ? piece.text : placeholderOf(piece.hit)))
      .join('');
  }

  /** Header fields with their secrets replaced, and the value of each cookie, whatever it is. */
  redactHeaders(headers: readonly Header[]): Header[] {
    return headers.map(([name, value]) => {
      const shown = this.redact(value);
      const isCookie = name.toLowerCase() === 'set-cookie';
      return [this.redact(name), isCookie ? shown.replace(cookie, '$1<cookie>') : shown];
    });
  }

  #add(secret: Secret): void {
    this.#byValue.set(secret.value, secret);
    this.#finder.add(secret);
  }
}

/** What stands in a text in place of a stretch that is not shown. */
export function placeholderOf({ secret }: Hit): string {
  return secret?.placeholder ?? unopened;
}
