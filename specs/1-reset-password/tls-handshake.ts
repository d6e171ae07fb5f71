import { isIP } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { Inconclusive, Nonconformity } from '../../harness/model/outcome.ts';

const day = 24 * 60 * 60 * 1000;
const fewestDaysLeft = 14;
const goodProtocols = ['TLSv1.2', 'TLSv1.3'];

/** What a handshake showed. */
interface Handshake {
  readonly protocol: string;
  /** Code of what is wrong with the certificate; undefined where it verifies, the host's name included. */
  readonly flaw: string | undefined;
  readonly validTo: Date;
}

/**
 * Asserts that a server agrees on TLS 1.2 or later, and shows a certificate that verifies and lasts.
 *
 * @param base An https URL. Nothing is sent but the handshake.
 * @returns protocol and days left, in words.
 * @throws Inconclusive where no handshake comes about that would show what is wrong.
 */
export async function assertSoundTls(base: URL, timeoutMs: number): Promise<string> {
  const shown = await handshake(base, timeoutMs, {});
  if (shown instanceof Error) {
    // The oldest versions need the weakest ciphers: this one is made only to say what the server speaks at best.
    const old = await handshake(base, timeoutMs, { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' });
    if (old instanceof Error) throw new Inconclusive(`no TLS handshake: ${reasonOf(shown)}`, 'network');
    if (goodProtocols.includes(old.protocol)) {
      throw new Nonconformity('TLS 1.2 or later with ciphers that are in use', `no handshake: ${reasonOf(shown)}`);
    }
    throw new Nonconformity('TLS 1.2 or later', `${old.protocol} at best`);
  }
  if (!goodProtocols.includes(shown.protocol)) throw new Nonconformity('TLS 1.2 or later', shown.protocol);
  const until = shown.validTo.toISOString().slice(0, 10);
  if (shown.flaw !== undefined) {
    throw new Nonconformity('a certificate that verifies', describeFlaw(shown.flaw, base.hostname, until));
  }
  const daysLeft = Math.floor((shown.validTo.getTime() - Date.now()) / day);
  const left = `${daysLeft} days (until ${until})`;
  if (daysLeft < fewestDaysLeft) {
    throw new Nonconformity(`a certificate that lasts ${fewestDaysLeft} days more`, `one that lasts ${left}`);
  }
  return `${shown.protocol}, a certificate that verifies and lasts ${left}`;
}

async function handshake(base: URL, timeoutMs: number, options: ConnectionOptions): Promise<Handshake | Error> {
  const host = base.hostname.replace(/^\[|\]$/g, '');
  const port = Number(base.port === '' ? 443 : base.port);
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      timeout: timeoutMs,
      // A certificate that does not verify is to be described.
      rejectUnauthorized: false,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...options,
    });
    const settle = (result: Handshake | Error): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('secureConnect', () => settle(describe(socket)));
    socket.on('error', settle);
    socket.once('timeout', () => settle(new Error(`no answer within ${timeoutMs} ms`)));
    socket.once('close', () => settle(new Error('the connection is closed')));
  });
}

function describe(socket: TLSSocket): Handshake {
  return {
    protocol: socket.getProtocol() ?? 'an unknown protocol',
    // The types say Error; what stands there is a code.
    flaw: socket.authorized ? undefined : String(socket.authorizationError),
    validTo: new Date(socket.getPeerCertificate().valid_to),
  };
}

function describeFlaw(code: string, host: string, until: string): string {
  if (code === 'CERT_HAS_EXPIRED') return `one that expired (${until})`;
  if (code === 'CERT_NOT_YET_VALID') return 'one that is not valid yet';
  if (code.startsWith('ERR_TLS_CERT_ALTNAME')) return `one that is not for ${host}`;
  return `one that does not (${code}); a private authority is named in NODE_EXTRA_CA_CERTS`;
}

function reasonOf(error: NodeJS.ErrnoException): string {
  return error.code ?? error.message;
}
