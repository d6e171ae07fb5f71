import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { performance } from 'node:perf_hooks';
import { limits } from './limits.ts';
import type { Request, Response } from '../model/message.ts';
import { ResponseReader } from './response-reader.ts';
import { serialize } from './serialize.ts';
import { type Trouble, troubleOf } from '../model/trouble.ts';

/** What one exchange on the wire came to. */
export interface WireResult {
  readonly response?: Response;
  readonly trouble?: Trouble;
  /** Head of the request as it was sent, in latin1. */
  readonly sentHead: string;
  /** From the first byte sent (the connection attempt for a new connection) to the end, in milliseconds. */
  readonly durationMs: number;
  /** Interim status codes that came, also where no final response followed. */
  readonly interim: readonly number[];
}

/** Reads the certificate and the protocol that a TLS peer showed. */
export interface TlsFacts {
  readonly protocol: string;
  /** End of the certificate's validity, ISO 8601. */
  readonly validTo: string;
}

/** Opens a connection, or says why it can't be opened. */
export async function openConnection(base: URL, timeoutMs: number): Promise<Connection | Trouble> {
  const secure = base.protocol === 'https:';
  const host = base.hostname.replace(/^\[|\]$/g, '');
  const port = Number(base.port === '' ? (secure ? 443 : 80) : base.port);
  const socket = secure
    ? connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ALPNProtocols: ['http/1.1'] })
    : connectTcp({ host, port });
  socket.setNoDelay(true);
  let connected = false;
  socket.once('connect', () => {
    connected = true;
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      settle({ kind: 'timeout', message: `no connection within ${timeoutMs} ms` });
    }, timeoutMs);
    const settle = (result: Connection | Trouble): void => {
      clearTimeout(timer);
      socket.removeListener('error', onError);
      // A socket without an error listener would take the process down.
      socket.on('error', ignoreLateError);
      if (!(result instanceof Connection)) socket.destroy();
      resolve(result);
    };
    const onError = (error: NodeJS.ErrnoException): void => {
      settle(troubleOf(error, secure && connected));
    };
    socket.once('error', onError);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      settle(new Connection(socket, base));
    });
  });
}

/** Errors after the exchange is settled say nothing that its result does not say already. */
function ignoreLateError(): void {
  return undefined;
}

/** One connection to the target; exchanges on it follow one another. */
export class Connection {
  readonly #socket: Socket | TLSSocket;
  readonly #base: URL;
  #ended = false;
  /** Protocol and certificate of a TLS connection, undefined for plain TCP. */
  readonly tls: TlsFacts | undefined;

  /** Use {@link openConnection}. */
  constructor(socket: Socket | TLSSocket, base: URL) {
    this.#socket = socket;
    this.#base = base;
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

  /** Ends the connection. */
  close(): void {
    this.#socket.destroy();
  }

  /**
   * Sends a request and reads its response.
   *
   * @param request What to send.
   * @param options.timeoutMs From now to the response's last byte, in milliseconds.
   * @param options.keepAlive True leaves the connection open for a further exchange.
   */
  async exchange(request: Request, options: { timeoutMs: number; keepAlive: boolean }): Promise<WireResult> {
    const basePath = this.#base.pathname.replace(/\/+$/, '');
    const { head, content } = serialize(request, this.#base.host, basePath, options.keepAlive);
    const reader = new ResponseReader(request.method);
    const started = performance.now();
    const trouble = await this.#converse(request, head, content, reader, options);
    if (!options.keepAlive || trouble !== undefined) this.close();
    const result = trouble ?? reader.result();
    return {
      ...('status' in result ? { response: result } : { trouble: result }),
      sentHead: head.toString('latin1'),
      durationMs: performance.now() - started,
      interim: reader.interim,
    };
  }

  #converse(
    request: Request,
    head: Buffer,
    content: Buffer,
    reader: ResponseReader,
    options: { timeoutMs: number; keepAlive: boolean },
  ): Promise<Trouble | undefined> {
    const socket = this.#socket;
    return new Promise((resolve) => {
      let heldBack = request.expectContinueMs === undefined ? undefined : content;
      let surplusTimer: NodeJS.Timeout | undefined;
      const sendHeldBack = (): void => {
        if (heldBack !== undefined && !socket.destroyed) socket.write(heldBack);
        heldBack = undefined;
      };
      const continueTimer =
        request.expectContinueMs === undefined ? undefined : setTimeout(sendHeldBack, request.expectContinueMs);
      const timer = setTimeout(
        () => {
          settle(
            reader.done
              ? undefined
              : reader.brokenOff('timeout', `no whole response within ${options.timeoutMs} ms: it hangs`),
          );
        },
        options.timeoutMs + (request.expectContinueMs ?? 0),
      );
      const settle = (trouble?: Trouble): void => {
        clearTimeout(timer);
        clearTimeout(surplusTimer);
        clearTimeout(continueTimer);
        socket.removeListener('data', onData);
        socket.removeListener('end', onEnd);
        socket.removeListener('close', onEnd);
        socket.removeListener('error', onError);
        resolve(trouble);
      };
      const onData = (bytes: Buffer): void => {
        const interimBefore = reader.interim.length;
        reader.feed(bytes);
        if (reader.interim.length > interimBefore) sendHeldBack();
        if (!reader.done || surplusTimer !== undefined) return;
        // A kept-alive connection shows surplus bytes only in what has arrived already.
        if (options.keepAlive || reader.cut) settle();
        else surplusTimer = setTimeout(settle, limits.surplusWatchMs);
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
      socket.write(heldBack === undefined ? Buffer.concat([head, content]) : head);
    });
  }
}

function tlsFactsOf(socket: Socket | TLSSocket): TlsFacts | undefined {
  if (!('getPeerCertificate' in socket)) return undefined;
  const validTo = new Date(socket.getPeerCertificate().valid_to);
  return { protocol: socket.getProtocol() ?? 'unknown', validTo: validTo.toISOString() };
}
