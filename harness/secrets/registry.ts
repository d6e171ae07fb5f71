import type { Header } from '../model/message.ts';

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

/**
 * All secrets of a run, in the order in which they were first seen.
 *
 * The order is that of the recording, so every process of a run arrives at the same placeholders.
 */
export class SecretRegistry {
  readonly #byValue = new Map<string, Secret>();
  readonly #counts = new Map<string, number>();
  /** Every spelling of every secret, and a pattern that finds them; made anew when a secret is added. */
  #written: { readonly secrets: ReadonlyMap<string, Secret>; readonly pattern: RegExp } | undefined;

  /** The secrets, longest first, so that one that contains another is replaced as a whole. */
  get all(): readonly Secret[] {
    return [...this.#byValue.values()].sort((a, b) => b.value.length - a.value.length);
  }

  /** How many secrets there are. */
  get size(): number {
    return this.#byValue.size;
  }

  /**
   * Registers a configured value under a fixed variable name, such as `ACCOUNT_PASSWORD`. It is masked also where it
   * can't be searched for.
   */
  configure(variable: string, value: string, secret = true): void {
    if (value === '' || this.#byValue.has(value)) return;
    const placeholder = `<${variable.toLowerCase()}>`;
    this.#add({ value, placeholder, variable, secret: secret && canBeSearchedFor(value) });
  }

  /** Registers a value that was learnt on the way; numbered by kind. Too short or known values are left alone. */
  learn(kind: string, value: string): void {
    if (value.length < shortest || this.#byValue.has(value)) return;
    const number = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, number);
    this.#add({
      value,
      placeholder: `<${kind}#${number}>`,
      variable: `${kind.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_${number}`,
      secret: canBeSearchedFor(value),
    });
  }

  /** Replaces every secret in a text, as it is, percent-encoded or JSON-escaped, by its placeholder. */
  redact(text: string): string {
    if (text === '' || this.size === 0) return text;
    const { secrets, pattern } = (this.#written ??= writtenForms(this.all));
    return text.replace(pattern, (found) => secrets.get(found)?.placeholder ?? found);
  }

  /** Header fields with their secrets replaced. */
  redactHeaders(headers: readonly Header[]): Header[] {
    return headers.map(([name, value]) => [name, this.redact(value)]);
  }

  #add(secret: Secret): void {
    this.#byValue.set(secret.value, secret);
    this.#written = undefined;
  }
}

function writtenForms(all: readonly Secret[]) {
  const secrets = new Map(all.flatMap((secret) => spellings(secret.value).map((each) => [each, secret] as const)));
  return { secrets, pattern: new RegExp([...secrets.keys()].map(escapeForPattern).join('|'), 'g') };
}

/** The ways in which a value is written in requests, responses and messages, the plain one first. */
function spellings(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  // A lone surrogate has no percent-encoding; such a value is only ever written as it is.
  const url = value.isWellFormed() ? encodeURIComponent(value) : value;
  return [...new Set([value, json, url])].sort((a, b) => b.length - a.length);
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
