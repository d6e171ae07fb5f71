import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Certificate } from '../doctor/certificate.ts';
import { listening, type Listening } from './listening.ts';

/** A proxy of a test. */
export interface TestProxy extends Listening {
  /** The authorities that tunnels were asked for. */
  readonly asked: string[];
  /** Values of `Proxy-Authorization` that came. */
  readonly authorizations: (string | undefined)[];
}

/** How a proxy of a test answers CONNECT: by these bytes, or not at all. */
type Answer = string | ((socket: Socket) => void);

/**
 * Starts a proxy that knows CONNECT alone. Every tunnel leads to one port of this machine, whatever it was asked for, so
 * that names need not resolve.
 *
 * @param to Port that tunnels lead to.
 * @param answer What it answers instead of opening a tunnel.
 */
export async function startProxy(
  to: number,
  { answer, tls }: { answer?: Answer; tls?: Certificate } = {},
): Promise<TestProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = tls === undefined ? createServer() : createSecureServer(tls);
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(request.url ?? '');
    authorizations.push(request.headers['proxy-authorization']);
    socket.on('error', () => socket.destroy());
    if (typeof answer === 'function') {
      answer(socket);
    } else if (answer !== undefined) {
      socket.end(answer);
    } else {
      const upstream = connect(to, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\nX-Via: test\r\n\r\n');
        socket.pipe(upstream).pipe(socket);
      });
      upstream.on('error', () => socket.destroy());
      upstream.on('close', () => socket.destroy());
      socket.on('close', () => upstream.destroy());
    }
  });
  return { ...(await listening(server)), asked, authorizations };
}
