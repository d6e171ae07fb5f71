import type { RunFolder } from '../run/run-folder.ts';
import type { Exchange } from '../model/exchange.ts';

/** All bodies of a run together; beyond it only the beginning of each is kept, so that memory stays bounded. */
const wholeBodiesBytes = 32 * 1024 * 1024;
const excerptBytes = 4 * 1024;

/**
 * Every exchange of a run, in memory and, where a folder is given, on disk, so that it outlives a worker.
 */
export class Recording {
  readonly #exchanges: Exchange[] = [];
  readonly #folder: RunFolder | undefined;
  #bytes = 0;

  /** @param folder Where to keep the recording; what it holds already is taken up. */
  constructor(folder?: RunFolder) {
    this.#folder = folder;
    for (const line of folder?.read<Line>('recording.jsonl') ?? []) this.#keep(exchangeOf(line));
  }

  /** The exchanges so far, in sending order. */
  get exchanges(): readonly Exchange[] {
    return this.#exchanges;
  }

  /** Adds an exchange under the next number. */
  add(exchange: Omit<Exchange, 'id'>): Exchange {
    const numbered = this.#bounded({ ...exchange, id: this.#exchanges.length + 1 });
    this.#keep(numbered);
    this.#folder?.append('recording.jsonl', lineOf(numbered));
    return numbered;
  }

  #keep(exchange: Exchange): void {
    this.#bytes += (exchange.request.body?.length ?? 0) + (exchange.response?.body.length ?? 0);
    this.#exchanges.push(exchange);
  }

  #bounded(exchange: Exchange): Exchange {
    if (this.#bytes < wholeBodiesBytes) return exchange;
    const { request, response } = exchange;
    return {
      ...exchange,
      request: request.body === undefined ? request : { ...request, body: request.body.subarray(0, excerptBytes) },
      ...(response !== undefined && response.body.length > excerptBytes
        ? { response: { ...response, body: response.body.subarray(0, excerptBytes), truncated: true } }
        : {}),
    };
  }
}

interface Line extends Omit<Exchange, 'request' | 'response'> {
  readonly request: Omit<Exchange['request'], 'body'> & { readonly body?: string };
  readonly response?: Omit<NonNullable<Exchange['response']>, 'body'> & { readonly body: string };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function lineOf({ request, response, ...rest }: Exchange): Line {
  const { body, ...fields } = request;
  return {
    ...rest,
    request: body === undefined ? fields : { ...fields, body: base64(body) },
    ...(response === undefined ? {} : { response: { ...response, body: base64(response.body) } }),
  };
}

function exchangeOf({ request, response, ...rest }: Line): Exchange {
  const { body, ...fields } = request;
  return {
    ...rest,
    request: body === undefined ? fields : { ...fields, body: Buffer.from(body, 'base64') },
    ...(response === undefined ? {} : { response: { ...response, body: Buffer.from(response.body, 'base64') } }),
  };
}
