import { bodyShape } from '../judge/body-shape.ts';
import type { Exchange } from '../model/exchange.ts';
import { mediaType } from '../model/message.ts';
import type { AnswerOutline } from '../model/result-document.ts';
import type { Finding } from '../model/verdict.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import { printable } from '../text/printable.ts';

/** No target in use sends as many header fields, or a body of so large a shape, in characters. */
const mostHeaders = 64;
const longest = { mediaType: 100, header: 100, body: 2000 };

/** Which placeholder of its kind one is: that depends on what else a run has seen. */
const numberOfPlaceholder = /(?<=<[a-z_]+)#\d+(?=>)/g;

/** Collects what the answers of a run look like, each look once, so that a later run can be compared with it. */
export class Answers {
  readonly #byId: ReadonlyMap<number, Exchange>;
  readonly #secrets: SecretRegistry;
  readonly #places = new Map<string, number>();
  readonly #all: AnswerOutline[] = [];

  constructor(exchanges: readonly Exchange[], secrets: SecretRegistry) {
    this.#byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
    this.#secrets = secrets;
  }

  /** All that was asked for by {@link placeOf}. */
  get all(): readonly AnswerOutline[] {
    return this.#all;
  }

  /**
   * The place among {@link all} of the answer to a finding's input.
   *
   * @returns undefined where the input is no single request: what is the evidence then differs from run to run.
   */
  placeOf({ input, exchange: id }: Finding): number | undefined {
    const exchange = id === undefined ? undefined : this.#byId.get(id);
    if (exchange?.name !== input) return undefined;
    const outline = this.#outlineOf(exchange);
    const key = JSON.stringify(outline);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.#all.length);
    return this.#all.push(outline) - 1;
  }

  #outlineOf({ response, trouble }: Exchange): AnswerOutline {
    if (response === undefined) return { headers: [], trouble: trouble?.kind ?? 'none' };
    // Before anything is put into lower case: a secret is found as it is written.
    const headers = this.#secrets.redactHeaders(response.headers);
    const type = mediaType(headers);
    const names = new Set(headers.map(([name]) => shown(name.toLowerCase(), longest.header)));
    return {
      status: response.status,
      ...(type === undefined ? {} : { mediaType: shown(type, longest.mediaType) }),
      headers: [...names].sort().slice(0, mostHeaders),
      ...(response.truncated ? {} : { body: shown(this.#secrets.redact(bodyShape(response.body)), longest.body) }),
    };
  }
}

function shown(text: string, limit: number): string {
  return printable(text.replace(numberOfPlaceholder, ''), limit);
}
