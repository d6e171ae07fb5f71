import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { DialOptions, Place } from '../model/dial-options.ts';
import type { DialPhases } from '../model/phases.ts';
import { type Hop, type Trouble, troubleOf } from '../model/trouble.ts';
import { startDeadline } from './deadline.ts';
import { authorityOf, type Route, routeTo } from './route.ts';
import { type Handshake, secureContextFor } from './trust.ts';
import { openTunnel } from './tunnel.ts';

/** How a connection is to be opened. */
export interface DialWish {
  /** For all steps together, in milliseconds. */
  readonly timeoutMs: number;
  readonly options?: DialOptions | undefined;
  /** Protocols that are offered by ALPN (RFC 7301), the preferred one first; none where absent. */
  readonly protocols?: readonly string[];
  /** The last step; all that the URL needs where absent. A step that the way does not have is left out. */
  readonly until?: Exclude<Hop, 'name'>;
  /** False takes any certificate, so that it can be described. Nothing may be sent over such a connection. */
  readonly verify?: boolean;
  /** Other bounds of the TLS handshake than Node's own. */
  readonly handshake?: Handshake;
}

/** An open connection. */
export interface Dialled<S extends Socket = Socket | TLSSocket> {
  /** A {@link TLSSocket} to an https URL, unless an earlier step was the last. */
  readonly socket: S;
  readonly phases: DialPhases;
  readonly route: Route;
}

/**
 * Opens a connection to the host of a URL, by way of a proxy where the options say so: the one place that dials.
 *
 * @param url An http or https URL.
 * @returns the socket, with listeners that keep late errors from ending the process; or the trouble, with the step that
 *   failed and, where it has one, the code of its error. What a proxy is to blame for has the kind `proxy`.
 */
export async function dial(url: URL, wish: DialWish): Promise<Dialled | Trouble> {
  const { options = {}, until = 'tls' } = wish;
  const route = routeTo(url, options);
  const { proxy } = route;
  const deadline = performance.now() + wish.timeoutMs;
  const limit: Limit = { leftMs: () => Math.max(1, deadline - performance.now()), wholeMs: wish.timeoutMs };

  const tcp = await openTcp(proxy ?? route.place, limit);
  if ('kind' in tcp) return proxy === undefined ? tcp : blamedOn(proxy, tcp);
  let { socket, phases } = tcp;
  const end = (trouble: Trouble): Trouble => {
    socket.destroy();
    return trouble;
  };
  if (until === 'connect') return { socket, phases, route };

  if (proxy !== undefined) {
    const started = performance.now();
    if (proxy.secure) {
      const { ca } = options;
      const secured = await openTls(socket, proxy.host, limit, { options: ca === undefined ? {} : { ca } });
      if ('kind' in secured) return end({ ...blamedOn(proxy, secured), hop: 'proxy' });
      socket = secured;
    }
    const fault = await openTunnel(socket, route.place, proxy, limit.leftMs());
    if (fault !== undefined) {
      return end({ kind: fault.isBehind === true ? 'unreachable' : 'proxy', message: fault.message, hop: 'proxy' });
    }
    phases = { ...phases, proxy: performance.now() - started };
  }
  if (until === 'proxy' || url.protocol !== 'https:') return { socket, phases, route };

  const started = performance.now();
  const secured = await openTls(socket, route.named.host, limit, wish);
  if ('kind' in secured) return end(secured);
  return { socket: secured, phases: { ...phases, tls: performance.now() - started }, route };
}

/** The time that is left, and the time for all steps together. */
interface Limit {
  readonly leftMs: () => number;
  readonly wholeMs: number;
}

async function openTcp(place: Place, limit: Limit): Promise<{ socket: Socket; phases: DialPhases } | Trouble> {
  const started = performance.now();
  let resolved = isIP(place.host) === 0 ? undefined : started;
  const socket = connectTcp({ host: place.host, port: place.port });
  socket.setNoDelay(true);
  socket.once('lookup', (error: Error | null) => {
    if (error === null) resolved ??= performance.now();
  });
  const trouble = await outcomeOf(socket, 'connect', limit, (error) => troubleOf(error, false));
  if (trouble !== undefined) {
    socket.destroy();
    if (resolved !== undefined) return { ...trouble, hop: 'connect' };
    if (trouble.kind !== 'timeout') return { ...trouble, hop: 'name' };
    // Nobody was asked for a connection yet.
    const message = `the host name does not resolve within ${limit.wholeMs} ms`;
    return { kind: 'name-resolution', message, hop: 'name' };
  }
  const from = resolved ?? started;
  const name = isIP(place.host) === 0 ? { name: from - started } : {};
  return { socket, phases: { ...name, connect: performance.now() - from } };
}

async function openTls(
  below: Socket,
  host: string,
  limit: Limit,
  { options = {}, protocols, verify = true, handshake = {} }: Omit<DialWish, 'timeoutMs'>,
): Promise<TLSSocket | Trouble> {
  const secureContext = secureContextFor(options, handshake);
  const socket = connectTls({
    socket: below,
    // Names the host whose certificate is wanted, also where the socket goes elsewhere.
    host,
    // The server name of TLS is never an address (RFC 6066 3).
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(protocols === undefined ? {} : { ALPNProtocols: [...protocols] }),
    ...(secureContext === undefined ? {} : { secureContext }),
    rejectUnauthorized: verify,
  });
  const trouble = await outcomeOf(socket, 'secureConnect', limit, (error) => troubleOf(error, true));
  if (trouble === undefined) return socket;
  socket.destroy();
  return { ...trouble, hop: 'tls' };
}

/** Waits for a socket to come to an event. @returns the trouble that came before it. */
async function outcomeOf(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  limit: Limit,
  classify: (error: NodeJS.ErrnoException) => Trouble,
): Promise<Trouble | undefined> {
  return new Promise((resolve) => {
    const cancelDeadline = startDeadline(limit.leftMs(), () => {
      settle({ kind: 'timeout', message: `no connection within ${limit.wholeMs} ms` });
    });
    const settle = (trouble?: Trouble): void => {
      cancelDeadline();
      // A socket without an error listener would take the process down.
      socket.on('error', ignoreLateError);
      resolve(trouble);
    };
    socket.once('error', (error: NodeJS.ErrnoException) => settle(classify(error)));
    socket.once('close', () => settle({ kind: 'closed', message: 'the connection is closed before it is open' }));
    socket.once(event, () => settle());
  });
}

/** Errors after the exchange is settled say nothing that its result does not say already. */
function ignoreLateError(): void {
  return undefined;
}

function blamedOn(proxy: Place, { message, hop, code }: Trouble): Trouble {
  return {
    kind: 'proxy',
    message: `the proxy ${authorityOf(proxy)} can't be reached: ${message}`,
    ...(hop === undefined ? {} : { hop }),
    ...(code === undefined ? {} : { code }),
  };
}
