/**
 * Tells whether a URL's host is a loopback address: `127.0.0.0/8` (RFC 1122 3.2.1.3), `::1` (RFC 4291 2.5.3), the
 * same IPv4 block mapped into IPv6, `localhost` and names below it (RFC 6761 6.3).
 */
export function isLoopback(url: URL): boolean {
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    /^127\.\d+\.\d+\.\d+$/.test(host) ||
    host === '[::1]' ||
    /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(host)
  );
}

/** The same for a host by itself: a name or an address, an IPv6 address without brackets. */
export function isLoopbackHost(host: string): boolean {
  const url = `http://${host.includes(':') ? `[${host}]` : host}`;
  return URL.canParse(url) && isLoopback(new URL(url));
}
