import type { Socket } from 'node:net';
import type { Place, Proxy } from '../model/dial-options.ts';
import { startDeadline } from './deadline.ts';
import { HeadBuffer } from './head-buffer.ts';
import { authorityOf } from './route.ts';

/** Bytes of a proxy's answer to CONNECT that are read. */
const headBytes = 16 * 1024;

/** Why there is no tunnel. */
export interface TunnelFault {
  /** One clause, present tense, that begins with "the proxy". */
  readonly message: string;
  /** True where the proxy does its part, and the place behind it can't be reached. */
  readonly isBehind?: boolean;
}

/**
 * Asks a proxy for a tunnel (CONNECT, RFC 9110 9.3.6), by a request with nothing in it but what it takes.
 *
 * @param socket Connected to the proxy. Where a tunnel is opened, it is paused; what it gives from then on is the
 *   other end's.
 * @param place Where the tunnel leads.
 * @returns undefined where the tunnel is open.
 */
export async function openTunnel(
  socket: Socket,
  place: Place,
  { credentials }: Proxy,
  timeoutMs: number,
): Promise<TunnelFault | undefined> {
  const authority = authorityOf(place);
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`];
  if (credentials !== undefined) lines.push(`Proxy-Authorization: ${basicCredentials(credentials)}`);
  return new Promise((resolve) => {
    const buffer = new HeadBuffer(headBytes);
    const cancelDeadline = startDeadline(timeoutMs, () => {
      settle({ message: `the proxy does not answer CONNECT within ${Math.ceil(timeoutMs)} ms` });
    });
    const settle = (fault?: TunnelFault): void => {
      cancelDeadline();
      socket.removeListener('data', onData);
      socket.removeListener('close', onClose);
      socket.removeListener('error', onError);
      resolve(fault);
    };
    const onData = (bytes: Buffer): void => {
      const head = buffer.add(bytes);
      if (head === undefined) {
        if (buffer.isTooLong || !buffer.mayBeginWith('HTTP/')) settle({ message: 'the proxy does not speak HTTP' });
        return;
      }
      socket.pause();
      // Content of a 2xx answer to CONNECT has no meaning (RFC 9110 9.3.6): what follows is the tunnel's.
      if (head.rest.length > 0) socket.unshift(head.rest);
      settle(faultOf(head.text, credentials !== undefined));
    };
    const onClose = (): void => settle({ message: 'the proxy closes the connection instead of an answer to CONNECT' });
    const onError = (error: NodeJS.ErrnoException): void => {
      settle({ message: `the connection to the proxy fails (${error.code ?? error.name})` });
    };
    socket.on('data', onData);
    socket.once('close', onClose);
    socket.once('error', onError);
    socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  });
}

/** Value of `Authorization` or `Proxy-Authorization` for a user (RFC 7617 2). */
export function basicCredentials({ username, password }: NonNullable<Proxy['credentials']>): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

function faultOf(head: string, hadCredentials: boolean): TunnelFault | undefined {
  const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |\r?\n|$)/.exec(head)?.[1] ?? 0);
  if (status >= 200 && status < 300) return undefined;
  // tinyproxy says 401 to credentials that are wrong, and 407 to none.
  if (status === 407 || status === 401) {
    return {
      message: `the proxy ${hadCredentials ? 'refuses the credentials that it got' : 'asks for credentials'} (${status})`,
    };
  }
  if (status === 502 || status === 503 || status === 504) {
    return { message: `the proxy can't reach the host (${status})`, isBehind: true };
  }
  // What is wrong, the proxy or what lies behind: tinyproxy says 500 where a name does not resolve or a port is closed.
  if (status >= 500) return { message: `the proxy can't open a tunnel to the host (${status})` };
  return { message: status === 0 ? 'the proxy does not speak HTTP' : `the proxy refuses the tunnel (${status})` };
}
