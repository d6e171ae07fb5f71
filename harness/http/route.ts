import { isLoopback, isLoopbackHost } from '../model/loopback.ts';
import type { DialOptions, Place, Proxy } from '../model/dial-options.ts';
import { isExempt } from './no-proxy.ts';

/** The way that a connection takes. */
export interface Route {
  /** Host and port of the URL: what TLS and `Host` name. */
  readonly named: Place;
  /** Where the connection ends; another place than `named` where the options say so. */
  readonly place: Place;
  /** The proxy that is asked for a tunnel to `place`; absent where the socket goes there itself. */
  readonly proxy?: Proxy;
}

/**
 * Finds the way to a URL's host.
 *
 * A loopback place is never reached by way of a proxy, which would look for it on its own machine.
 *
 * @param url An http or https URL.
 */
export function routeTo(url: URL, options: DialOptions = {}): Route {
  const named = placeOf(url);
  const place = options.connectTo ?? named;
  const proxy = url.protocol === 'https:' ? options.httpsProxy : options.httpProxy;
  const isDirect =
    isLoopback(url) || isLoopbackHost(place.host) || isExempt(named, options.noProxy ?? '') || proxy === undefined;
  return isDirect ? { named, place } : { named, place, proxy };
}

/** Host and port of an http or https URL; an IPv6 address comes without its brackets. */
export function placeOf(url: URL): Place {
  const port = Number(url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : url.port);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port };
}

/** A place as an authority (RFC 3986 3.2): an IPv6 address stands in brackets. */
export function authorityOf({ host, port }: Place): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
