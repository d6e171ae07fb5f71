import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { TLSSocket } from 'node:tls';
import type { DialOptions } from '../model/dial-options.ts';
import type { Request, Response } from '../model/message.ts';
import { type DialPhases, type Phases, phasesWith } from '../model/phases.ts';
import type { TlsFacts } from '../model/tls-facts.ts';
import { type Trouble, troubleOf } from '../model/trouble.ts';
import { shownBy } from './certificate.ts';
import { startDeadline } from './deadline.ts';
import { dial, type Dialled } from './dial.ts';
import { limits } from './limits.ts';
import { ResponseReader } from './response-reader.ts';
import { serialize } from './serialize.ts';

/** What one exchange on the wire came to. */
export interface WireResult {
  readonly response?: Response;
  readonly trouble?: Trouble;
  /** Head of the request as it was sent, in latin1. */
  readonly sentHead: string;
  /** From the first byte sent to the end, in milliseconds. */
  readonly durationMs: number;
  /** What the time went into, the opening of the connection included for the first exchange on it. */
  readonly phases?: Phases;
  /** Interim status codes that came, also where no final response followed. */
  readonly interim: readonly number[];
}

/** How an exchange is to go. */
export interface ExchangeWish {
  /** From now to the response's last byte, in milliseconds. */
  readonly timeoutMs: number;
  /** True leaves the connection open for a further exchange. */
  readonly keepAlive: boolean;
  /** True where the content is of no interest: the response ends with its header section, and counts as truncated. */
  readonly headOnly?: boolean;
  /** Called once all but the request's last byte is written; that byte goes out when the promise is fulfilled. */
  readonly beforeLastByte?: () => Promise<void>;
}

/**
 * Opens a connection that speaks HTTP/1.1, or says why it can't be opened.
 *
 * @param base Base URL of the target.
 * @param timeoutMs For all steps together, in milliseconds.
 */
export async function openConnection(
  base: URL,
  timeoutMs: number,
  options?: DialOptions,
): Promise<Connection | Trouble> {
  const dialled = await dial(base, { timeoutMs, options, protocols: ['http/1.1'] });
  return 'kind' in dialled ? dialled : new Connection(dialled, base);
}

/** One connection to the target; exchanges on it follow one another. */
export class Connection {
  readonly #socket: Socket | TLSSocket;
  readonly #base: URL;
  /** How long its opening took, until an exchange has reported it. */
  #opening: DialPhases | undefined;
  /** How long its opening took, in milliseconds. */
  readonly openingMs: number;
  #ended = false;
  /** Protocol and certificate of a TLS connection, undefined for plain TCP. */
  readonly tls: TlsFacts | undefined;

  /** Use {@link openConnection}. */
  constructor({ socket, phases }: Pick<Dialled, 'socket' | 'phases'>, base: URL) {
    this.#socket = socket;
    this.#base = base;
    this.#opening = phases;
    this.openingMs = phasesWith(phases, 0, undefined).whole;
    this.tls = tlsFactsOf(socket);
    socket.once('end', () => {
      this.#ended = true;
    });
    socket.once('close', () => {
      this.#ended = true;
    });
  }

  /** True when the peer has closed its side. */
  get ended(): boolean {
    return this.#ended;
  }

  /** True while the peer has neither sent a byte nor closed its side; for a connection that nothing was sent on. */
  get isUntouched(): boolean {
    return !this.#ended && !this.#socket.destroyed && this.#socket.readableLength === 0;
  }

  /** Lets the process end while the connection is open, until {@link ref}. */
  unref(): void {
    this.#socket.unref();
  }

  /** Keeps the process alive, as a connection does by itself. */
  ref(): void {
    this.#socket.ref();
  }

  /** Ends the connection. */
  close(): void {
    this.#socket.destroy();
  }

  /** Sends a request and reads its response. */
  async exchange(request: Request, wish: ExchangeWish): Promise<WireResult> {
    const basePath = this.#base.pathname.replace(/\/+$/, '');
    const { head, content } = serialize(request, this.#base.host, basePath, wish.keepAlive);
    const reader = new ResponseReader(request.method, wish.headOnly);
    const started = performance.now();
    const { trouble, firstByteAt } = await this.#converse(request, head, content, reader, wish);
    if (!wish.keepAlive || reader.cut || trouble !== undefined) this.close();
    const result = trouble ?? reader.result();
    const durationMs = performance.now() - started;
    return {
      ...('status' in result ? { response: result } : { trouble: result }),
      sentHead: head.toString('latin1'),
      durationMs,
      phases: this.#phasesOf(durationMs, firstByteAt === undefined ? undefined : firstByteAt - started),
      interim: reader.interim,
    };
  }

  #phasesOf(durationMs: number, firstByte: number | undefined): Phases {
    const opening = this.#opening;
    this.#opening = undefined;
    return phasesWith(opening, durationMs, firstByte);
  }

  #converse(
    request: Request,
    head: Buffer,
    content: Buffer,
    reader: ResponseReader,
    { timeoutMs, keepAlive, beforeLastByte }: ExchangeWish,
  ): Promise<{ trouble: Trouble | undefined; firstByteAt: number | undefined }> {
    const socket = this.#socket;
    return new Promise((resolve) => {
      let firstByteAt: number | undefined;
      let heldBack = request.expectContinueMs === undefined ? undefined : content;
      let surplusTimer: NodeJS.Timeout | undefined;
      const sendHeldBack = (): void => {
        if (heldBack !== undefined && !socket.destroyed) socket.write(heldBack);
        heldBack = undefined;
      };
      const continueTimer =
        request.expectContinueMs === undefined ? undefined : setTimeout(sendHeldBack, request.expectContinueMs);
      const cancelDeadline = startDeadline(timeoutMs + (request.expectContinueMs ?? 0), () => {
        settle(
          reader.done ? undefined : reader.brokenOff('timeout', `no whole response within ${timeoutMs} ms: it hangs`),
        );
      });
      const settle = (trouble?: Trouble): void => {
        cancelDeadline();
        clearTimeout(surplusTimer);
        clearTimeout(continueTimer);
        socket.removeListener('data', onData);
        socket.removeListener('end', onEnd);
        socket.removeListener('close', onEnd);
        socket.removeListener('error', onError);
        resolve({ trouble, firstByteAt });
      };
      const onData = (bytes: Buffer): void => {
        firstByteAt ??= performance.now();
        const interimBefore = reader.interim.length;
        reader.feed(bytes);
        if (reader.interim.length > interimBefore) sendHeldBack();
        if (!reader.done) return;
        // A kept-alive connection shows surplus bytes only in what has arrived already.
        if (keepAlive || reader.cut) settle();
        else surplusTimer ??= setTimeout(settle, limits.surplusWatchMs);
      };
      const onEnd = (): void => {
        reader.end();
        settle();
      };
      const onError = (error: NodeJS.ErrnoException): void => {
        if (reader.done) settle();
        else settle(reader.begun ? reader.brokenOff('reset', 'the connection is reset') : troubleOf(error, false));
      };
      socket.on('data', onData);
      socket.once('end', onEnd);
      socket.once('close', onEnd);
      socket.once('error', onError);
      if (this.#ended || socket.destroyed) {
        onEnd();
        return;
      }
      // A tunnel hands its socket over paused.
      socket.resume();
      const bytes = heldBack === undefined ? Buffer.concat([head, content]) : head;
      if (beforeLastByte === undefined) {
        socket.write(bytes);
        return;
      }
      // A single byte would wait for the acknowledgement of those before it (RFC 9293 3.7.4).
      socket.setNoDelay(true);
      socket.write(bytes.subarray(0, -1), () => {
        void beforeLastByte().then(() => {
          if (!socket.destroyed) socket.write(bytes.subarray(-1));
        });
      });
    });
  }
}

function tlsFactsOf(socket: Socket | TLSSocket): TlsFacts | undefined {
  if (!('getPeerCertificate' in socket)) return undefined;
  const { protocol, validTo } = shownBy(socket);
  return validTo === undefined ? undefined : { protocol, validTo };
}
