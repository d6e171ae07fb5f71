import type { Header } from '../model/message.ts';
import { keyOf, Memo } from '../text/memo.ts';
import { SecretFinder } from './find.ts';
import { type Hit, merged, type Secret } from './hit.ts';
import type { Learnt } from './learn.ts';
import { canBeSearchedFor, shortestSecret } from './searchable.ts';

export type { Hit, Secret } from './hit.ts';

/** A part of a text: as it is, or a stretch that is not to be shown. */
export type Piece = { readonly text: string } | { readonly hit: Hit };

/** How much is remembered of texts without their secrets, in characters. */
const remembered = 1024 * 1024;

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
  readonly #learnt: Learnt[] = [];
  readonly #counts = new Map<string, number>();
  readonly #finder = new SecretFinder();
  /** Reports say much of the same many times. */
  readonly #redacted = new Memo<string, string>(remembered, (key, text) => key.length + text.length);

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

  /** What was learnt on the way, in that order: learnt again by another process, it gets the same placeholders. */
  get learnt(): readonly Learnt[] {
    return this.#learnt;
  }

  /** How many secrets there are. */
  get size(): number {
    return this.#byValue.size;
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
    this.#redacted.clear();
  }

  /**
   * Registers a value that was learnt on the way; numbered by kind. Too short or known values are left alone.
   */
  learn(kind: string, value: string): void {
    if (value.length < shortestSecret || this.#byValue.has(value) || this.#finder.isKnown(value)) return;
    this.#learnt.push([kind, value]);
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
    return this.#redacted.of(keyOf(text), () =>
      this.piecesOf(text)
        .map((piece) => ('text' in piece ? piece.text : placeholderOf(piece.hit)))
        .join(''),
    );
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
    this.#redacted.clear();
  }
}

/** What stands in a text in place of a stretch that is not shown. */
export function placeholderOf({ secret }: Hit): string {
  return secret?.placeholder ?? unopened;
}
