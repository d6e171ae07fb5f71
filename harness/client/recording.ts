import { join } from 'node:path';
import type { Exchange } from '../model/exchange.ts';
import type { Header, Response } from '../model/message.ts';
import type { RunFolder } from '../run/run-folder.ts';
import { type Learnt, carriedSecrets } from '../secrets/learn.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import { BodyStore, type StoredBody } from './body-store.ts';

/**
 * What a run keeps whole, in bytes: all distinct bodies together, and all header sections of responses. Beyond it only
 * the beginning of each is kept, so that memory stays bounded whatever a target sends.
 */
const whole = { bodies: 8 * 1024 * 1024, heads: 4 * 1024 * 1024 };
/** How many secrets are learnt of one exchange, and of a run, before only the beginning is kept of what brings more. */
const mostSecrets = { ofOne: 2000, ofRun: 20_000 };
/** Of what is not kept whole, in bytes. No server in use sends a longer head, and a field that is cut off would be missed. */
const excerptOf = { body: 4 * 1024, head: 16 * 1024 };
/** What a header field takes in memory beside its text, in bytes. */
const fieldOverhead = 64;

/**
 * Every exchange of a run, in memory and, where a folder is given, on disk, so that it outlives a worker. The secrets in
 * an exchange are learnt when it is recorded. What the run has learnt so far, from exchanges or elsewhere, stands beside
 * it on disk: no other process has to look for it, and each numbers it alike.
 */
export class Recording {
  readonly #exchanges: Exchange[] = [];
  readonly #byName = new Map<string, Exchange[]>();
  readonly #secrets: SecretRegistry;
  readonly #folder: RunFolder | undefined;
  readonly #bodies: BodyStore;
  #headBytes = 0;
  /** How many of the secrets that were learnt stand on disk. */
  #secretsOnDisk = 0;

  /**
   * @param secrets Learns the secrets of all exchanges, in sending order.
   * @param folder Where to keep the recording; what it holds already is taken up.
   */
  constructor(secrets: SecretRegistry, folder?: RunFolder) {
    this.#secrets = secrets;
    this.#folder = folder;
    this.#bodies = new BodyStore(folder && join(folder.path, 'bodies.bin'));
    for (const { learnt, ...line } of folder?.read<Line>('recording.jsonl') ?? []) {
      this.#keep(this.#exchangeOf(line));
      for (const [kind, value] of learnt) secrets.learn(kind, value);
    }
    this.#secretsOnDisk = secrets.learnt.length;
  }

  /** The exchanges so far, in sending order. */
  get exchanges(): readonly Exchange[] {
    return this.#exchanges;
  }

  /** The exchange with a number; undefined where there is none. */
  byId(id: number): Exchange | undefined {
    return this.#exchanges[id - 1];
  }

  /** The exchanges that a stimulus of this name has brought, in sending order. */
  byName(name: string): readonly Exchange[] {
    return this.#byName.get(name) ?? [];
  }

  /** Adds an exchange under the next number, and learns its secrets. */
  add(exchange: Omit<Exchange, 'id'>): Exchange {
    const { bounded, carried } = this.#bounded({ ...exchange, id: this.#exchanges.length + 1 });
    const { line, numbered } = this.#stored(bounded);
    this.#keep(numbered);
    for (const [kind, value] of carried) this.#secrets.learn(kind, value);
    this.#folder?.append('recording.jsonl', { ...line, learnt: this.#secrets.learnt.slice(this.#secretsOnDisk) });
    this.#secretsOnDisk = this.#secrets.learnt.length;
    return numbered;
  }

  #keep(exchange: Exchange): void {
    this.#headBytes += exchange.response === undefined ? 0 : sizeOf(exchange.response);
    this.#exchanges.push(exchange);
    const alike = this.#byName.get(exchange.name);
    if (alike === undefined) this.#byName.set(exchange.name, [exchange]);
    else alike.push(exchange);
  }

  /** The exchange as far as it is kept, and the secrets that this carries. */
  #bounded(exchange: Exchange): { readonly bounded: Exchange; readonly carried: readonly Learnt[] } {
    const isFull = this.#secrets.size > mostSecrets.ofRun;
    const bounded = cut(exchange, {
      bodies: isFull || this.#bodies.bytes >= whole.bodies,
      heads: isFull || this.#headBytes >= whole.heads,
    });
    const carried = carriedSecrets(bounded, this.#secrets.members);
    if (carried.length <= mostSecrets.ofOne) return { bounded, carried };
    const begin = cut(bounded, { bodies: true, heads: true });
    return { bounded: begin, carried: carriedSecrets(begin, this.#secrets.members) };
  }

  /** The exchange with bodies that it shares with others, and the line that stands for it on disk. */
  #stored(exchange: Exchange): { readonly numbered: Exchange; readonly line: Omit<Line, 'learnt'> } {
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

  #exchangeOf({ request, response, ...rest }: Omit<Line, 'learnt'>): Exchange {
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
  /** The secrets that were learnt since the exchange before it. */
  readonly learnt: readonly Learnt[];
}

/** Cuts what is not to be kept whole. */
function cut(exchange: Exchange, { bodies, heads }: { readonly bodies: boolean; readonly heads: boolean }): Exchange {
  const { request, response } = exchange;
  if (!bodies && !heads) return exchange;
  const head = response !== undefined && heads ? headExcerpt(response) : {};
  const body =
    response !== undefined && bodies && response.body.length > excerptOf.body
      ? {
          body: response.body.subarray(0, excerptOf.body),
          truncated: true,
          excerpt: response.excerpt ?? !response.truncated,
        }
      : {};
  return {
    ...exchange,
    request:
      request.body === undefined || !bodies ? request : { ...request, body: request.body.subarray(0, excerptOf.body) },
    ...(response === undefined ? {} : { response: { ...response, ...head, ...body } }),
  };
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
