import { join } from 'node:path';
import type { Exchange } from '../model/exchange.ts';
import type { Header, Response } from '../model/message.ts';
import type { RunFolder } from '../run/run-folder.ts';
import { BodyStore, type StoredBody } from './body-store.ts';

/**
 * What a run keeps whole, in bytes: all distinct bodies together, and all header sections of responses. Beyond it only
 * the beginning of each is kept, so that memory stays bounded whatever a target sends.
 */
const whole = { bodies: 8 * 1024 * 1024, heads: 4 * 1024 * 1024 };
/** Of what is not kept whole, in bytes. No server in use sends a longer head, and a field that is cut off would be missed. */
const excerptOf = { body: 4 * 1024, head: 16 * 1024 };
/** What a header field takes in memory beside its text, in bytes. */
const fieldOverhead = 64;

/**
 * Every exchange of a run, in memory and, where a folder is given, on disk, so that it outlives a worker.
 */
export class Recording {
  readonly #exchanges: Exchange[] = [];
  readonly #folder: RunFolder | undefined;
  readonly #bodies: BodyStore;
  #headBytes = 0;

  /** @param folder Where to keep the recording; what it holds already is taken up. */
  constructor(folder?: RunFolder) {
    this.#folder = folder;
    this.#bodies = new BodyStore(folder && join(folder.path, 'bodies.bin'));
    for (const line of folder?.read<Line>('recording.jsonl') ?? []) this.#keep(this.#exchangeOf(line));
  }

  /** The exchanges so far, in sending order. */
  get exchanges(): readonly Exchange[] {
    return this.#exchanges;
  }

  /** Adds an exchange under the next number. */
  add(exchange: Omit<Exchange, 'id'>): Exchange {
    const { line, numbered } = this.#stored(this.#bounded({ ...exchange, id: this.#exchanges.length + 1 }));
    this.#keep(numbered);
    this.#folder?.append('recording.jsonl', line);
    return numbered;
  }

  #keep(exchange: Exchange): void {
    this.#headBytes += exchange.response === undefined ? 0 : sizeOf(exchange.response);
    this.#exchanges.push(exchange);
  }

  #bounded(exchange: Exchange): Exchange {
    const { request, response } = exchange;
    const keepsBodies = this.#bodies.bytes < whole.bodies;
    const keepsHeads = this.#headBytes < whole.heads;
    if (keepsBodies && keepsHeads) return exchange;
    const head = response !== undefined && !keepsHeads ? headExcerpt(response) : {};
    const body =
      response !== undefined && !keepsBodies && response.body.length > excerptOf.body
        ? { body: response.body.subarray(0, excerptOf.body), truncated: true, excerpt: !response.truncated }
        : {};
    return {
      ...exchange,
      request:
        request.body === undefined || keepsBodies
          ? request
          : { ...request, body: request.body.subarray(0, excerptOf.body) },
      ...(response === undefined ? {} : { response: { ...response, ...head, ...body } }),
    };
  }

  /** The exchange with bodies that it shares with others, and the line that stands for it on disk. */
  #stored(exchange: Exchange): { readonly numbered: Exchange; readonly line: Line } {
    const { request, response, ...rest } = exchange;
    const { body: sent, ...fields } = request;
    const keptRequest = sent === undefined ? undefined : this.#bodies.keep(sent);
    const keptResponse = response === undefined ? undefined : this.#bodies.keep(response.body);
    return {
      numbered: {
        ...rest,
        request: keptRequest === undefined ? fields : { ...fields, body: keptRequest.body },
        ...(response === undefined || keptResponse === undefined
          ? {}
          : { response: { ...response, body: keptResponse.body } }),
      },
      line: {
        ...rest,
        request: keptRequest === undefined ? fields : { ...fields, body: keptRequest.stored },
        ...(response === undefined || keptResponse === undefined
          ? {}
          : { response: { ...response, body: keptResponse.stored } }),
      },
    };
  }

  #exchangeOf({ request, response, ...rest }: Line): Exchange {
    const { body, ...fields } = request;
    return {
      ...rest,
      request: body === undefined ? fields : { ...fields, body: this.#bodies.recall(body) },
      ...(response === undefined ? {} : { response: { ...response, body: this.#bodies.recall(response.body) } }),
    };
  }
}

interface Line extends Omit<Exchange, 'request' | 'response'> {
  readonly request: Omit<Exchange['request'], 'body'> & { readonly body?: StoredBody };
  readonly response?: Omit<Response, 'body'> & { readonly body: StoredBody };
}

function sizeOf({ reason, headers }: Response): number {
  return headers.reduce((sum, [name, value]) => sum + name.length + value.length + fieldOverhead, reason.length);
}

/** The reason phrase and the fields that fit; what does not is left out. */
function headExcerpt({ reason, headers }: Response): Pick<Response, 'reason' | 'headers'> {
  const kept: Header[] = [];
  let size = 0;
  for (const [name, value] of headers) {
    size += name.length + value.length + fieldOverhead;
    if (size > excerptOf.head) break;
    kept.push([name, value]);
  }
  return { reason: reason.slice(0, excerptOf.head), headers: kept };
}
