import { lookup } from 'node:dns/promises';
import { connect, isIP } from 'node:net';
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';
import { fail, ok, printable, reasonOf, stepTimeoutMs, warn, type Check } from './check.ts';

const millisecondsPerDay = 86_400_000;
/** A certificate is expected to last this many days more (RP-SEC-11). */
const daysLeftWanted = 14;

/** The host without the brackets that URLs put around IPv6 addresses. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function portOf(url: URL): number {
  return Number(url.port || (url.protocol === 'https:' ? 443 : 80));
}

/** Resolves the target's name. */
export async function checkName(url: URL): Promise<Check> {
  const host = hostOf(url);
  if (isIP(host) !== 0) return ok('name', `${host} is an address, nothing to resolve`);
  try {
    const addresses = await Promise.race([lookup(host, { all: true }), timeUp()]);
    return ok('name', `${host} is ${addresses.map(({ address }) => address).join(', ')}`);
  } catch (error) {
    return fail('name', `${host} can't be resolved: ${reasonOf(error)}`, 'check the spelling of BASE_URL, and the DNS');
  }
}

async function timeUp(): Promise<never> {
  const signal = AbortSignal.timeout(stepTimeoutMs);
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}

/** Opens a TCP connection and closes it again. */
export async function checkTcp(url: URL): Promise<Check> {
  const place = `${hostOf(url)} port ${portOf(url)}`;
  const mend = 'check that the target runs, the port of BASE_URL, and firewalls between';
  return new Promise((settle) => {
    const socket = connect({ host: hostOf(url), port: portOf(url), timeout: stepTimeoutMs });
    const finish = (check: Check): void => {
      socket.destroy();
      settle(check);
    };
    socket.once('connect', () => finish(ok('TCP', `${place} accepts connections`)));
    socket.on('error', (error) => finish(fail('TCP', `${place} can't be reached: ${reasonOf(error)}`, mend)));
    socket.once('timeout', () => {
      finish(fail('TCP', `${place} can't be reached: no answer within ${stepTimeoutMs / 1000} s`, mend));
    });
  });
}

/** Does a TLS handshake: does the certificate verify, how long does it last, which protocol is agreed on. */
export async function checkTls(url: URL): Promise<Check> {
  const host = hostOf(url);
  return new Promise((settle) => {
    const socket = connectTls({
      host,
      port: portOf(url),
      timeout: stepTimeoutMs,
      // A certificate that doesn't verify is to be described, not to end the handshake; nothing is sent over it.
      rejectUnauthorized: false,
      ...(isIP(host) === 0 && { servername: host }),
    });
    const finish = (check: Check): void => {
      socket.destroy();
      settle(check);
    };
    const mend = 'check that BASE_URL has the right scheme and port, and that the target offers TLS 1.2 or later';
    socket.once('secureConnect', () => finish(describeHandshake(socket)));
    socket.on('error', (error) => finish(fail('TLS', `no handshake: ${reasonOf(error)}`, mend)));
    socket.once('timeout', () => {
      finish(fail('TLS', `no handshake: no answer within ${stepTimeoutMs / 1000} s`, mend));
    });
  });
}

function describeHandshake(socket: TLSSocket): Check {
  if (!socket.authorized) {
    // The types say Error; what stands there is the code as a string.
    const reason = printable(String(socket.authorizationError));
    return fail(
      'TLS',
      `the certificate doesn't verify: ${reason}`,
      'mend the certificate, or name its authority in NODE_EXTRA_CA_CERTS',
    );
  }
  const certificate: PeerCertificate = socket.getPeerCertificate();
  const days = Math.floor((Date.parse(certificate.valid_to) - Date.now()) / millisecondsPerDay);
  const detail = `${socket.getProtocol() ?? 'unknown protocol'}, the certificate verifies and lasts ${days} days more`;
  return days < daysLeftWanted ? warn('TLS', detail, 'renew the certificate') : ok('TLS', detail);
}
