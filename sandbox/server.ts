import {
  createServer as createHttp,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import {
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import type { ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { answerUnder, policyUnder } from './application.ts';
import type { Behaviour, WireRefusal } from './behaviour.ts';
import type { SandboxAnswer, SandboxRequest } from './message.ts';
import type { Policy } from './policy.ts';
import type { State } from './state.ts';

/** Key and certificate of a server that speaks TLS, and the versions that it speaks. */
export type TlsOptions = Pick<ServerOptions, 'key' | 'cert' | 'minVersion' | 'maxVersion' | 'ciphers'>;

/** What the server counts: all requests, those in progress, and those of each connection. */
interface Counts {
  requests: number;
  concurrent: number;
  readonly onConnection: WeakMap<Socket, number>;
}

/** Makes the sandbox's server. Behaviours apply in order, each to the result of the one before. */
export function makeServer(
  state: State,
  behaviours: readonly Behaviour[],
  tls?: TlsOptions,
): Server | Http2SecureServer {
  const policy = policyUnder(behaviours);
  const counts: Counts = { requests: 0, concurrent: 0, onConnection: new WeakMap() };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    counts.concurrent += 1;
    try {
      const request = await requestOf(incoming, policy, counts, tls !== undefined);
      const concurrent = Math.max(request.concurrent, counts.concurrent);
      await respond({ ...request, concurrent }, incoming, response);
    } finally {
      counts.concurrent -= 1;
    }
  };

  const respond = async (
    request: SandboxRequest,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const { seen, answer, context } = answerUnder(behaviours, request, state, policy);
    const delay = Math.max(0, ...behaviours.map(({ delayMs }) => delayMs?.(seen) ?? 0));
    // Giving way to the other requests makes simultaneous ones overlap, as they do in a real service.
    await (delay > 0 ? sleep(delay) : nextTurn());
    if (response.destroyed) return;
    const wire = { socket: incoming.socket, response };
    if (behaviours.some(({ write }) => write?.(answer, seen, wire, context) === true)) return;
    writeAnswer(answer, seen, response);
  };

  const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
    serve(incoming, response).catch(() => incoming.socket.destroy());
  };
  const options = {
    maxHeaderSize: 16 * 1024,
    keepAliveTimeout: 5000,
    // The application counts them, so that a fault can take what it likes.
    requireHostHeader: false,
    insecureHTTPParser: behaviours.some(({ lenientParser }) => lenientParser === true),
  };
  const server =
    tls === undefined
      ? createHttp(options, listener)
      : // Over HTTP/2 Node gives requests and responses that are used like those of HTTP/1.1.
        createSecureServer({ ...options, ...tls, allowHTTP1: true }, listener as unknown as Http2Listener);
  server.on('checkContinue', (incoming: IncomingMessage, response: ServerResponse) => {
    const mode = behaviours.find(({ onExpectation }) => onExpectation !== undefined)?.onExpectation ?? 'continue';
    if (mode === 'continue') response.writeContinue();
    if (mode === 'refuse') response.writeHead(417, { Connection: 'close', 'Content-Length': '0' }).end();
    else listener(incoming, response);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const onMalformed = behaviours.find((each) => each.onMalformed !== undefined)?.onMalformed;
    const onLargeHead = behaviours.find((each) => each.onLargeHead !== undefined)?.onLargeHead ?? { status: 431 };
    const chosen = typeof onMalformed === 'function' ? onMalformed(error.code ?? '') : onMalformed;
    const refusal = error.code === 'HPE_HEADER_OVERFLOW' ? onLargeHead : (chosen ?? { status: 400 });
    if (!socket.writable || refusal === 'drop') socket.destroy();
    else socket.end([refusal].flat().map(written).join(''));
  });
  return server;
}

type Http2Listener = (request: Http2ServerRequest, response: Http2ServerResponse) => void;

function written({ status, body = '' }: WireRefusal): string {
  return (
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

async function requestOf(
  incoming: IncomingMessage,
  policy: Policy,
  counts: Counts,
  secure: boolean,
): Promise<SandboxRequest> {
  const number = (counts.requests += 1);
  const numberOnConnection = (counts.onConnection.get(incoming.socket) ?? 0) + 1;
  counts.onConnection.set(incoming.socket, numberOnConnection);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Content beyond the limit is read and discarded, so that the caller receives the answer.
    if (length <= policy.largestBody) chunks.push(chunk);
  }
  const target = incoming.url ?? '/';
  const overHttp2 = incoming.httpVersionMajor === 2;
  const [path = '/'] = target.split('?', 1);
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(target.slice(path.length)),
    target,
    headers: incoming.headers as Readonly<Record<string, string | undefined>>,
    body: Buffer.concat(chunks),
    tooLarge: length > policy.largestBody,
    number,
    numberOnConnection,
    concurrent: counts.concurrent,
    secure,
    hosts: overHttp2
      ? [String(incoming.headers[':authority'] ?? '')]
      : incoming.rawHeaders.filter(
          (_, index) => index % 2 === 1 && /^host$/i.test(incoming.rawHeaders[index - 1] ?? ''),
        ),
    overHttp2,
  };
}

/** Fields without those that only a connection of HTTP/1.1 has (RFC 9113 8.2.2). */
function forHttp2(headers: SandboxAnswer['headers']): SandboxAnswer['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(?:connection|keep-alive)$/i.test(name)));
}

/** Writes an answer with its length, and without content if it answers HEAD or has status 204 or 304. */
function writeAnswer(answer: SandboxAnswer, request: SandboxRequest, response: ServerResponse): void {
  const body = Buffer.from(answer.body);
  const none = answer.status === 204 || answer.status === 304;
  const framing = none ? {} : { 'Content-Length': String(body.length) };
  response.sendDate = true;
  response.writeHead(answer.status, { ...(request.overHttp2 ? forHttp2(answer.headers) : answer.headers), ...framing });
  response.end(none || request.method === 'HEAD' ? undefined : body);
}
