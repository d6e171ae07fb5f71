import type { TLSSocket } from 'node:tls';
import { daysLeft, daysWanted, flawOf, type ShownCertificate, shownBy } from '../../harness/http/certificate.ts';
import { dial, type DialWish } from '../../harness/http/dial.ts';
import type { DialOptions } from '../../harness/model/dial-options.ts';
import { Inconclusive, Nonconformity } from '../../harness/model/outcome.ts';
import type { Trouble } from '../../harness/model/trouble.ts';

const goodProtocols = ['TLSv1.2', 'TLSv1.3'];
/** The oldest versions need the weakest ciphers. */
const anyCipher = 'DEFAULT@SECLEVEL=0';

/**
 * Asserts that a server agrees on TLS 1.2 or later, and shows a certificate that verifies and lasts.
 *
 * @param base An https URL. Nothing is sent but the handshake.
 * @param timeoutMs For each handshake, in milliseconds.
 * @returns protocol and days left, in words.
 * @throws Inconclusive where no handshake comes about that would show what is wrong.
 */
export async function assertSoundTls(base: URL, timeoutMs: number, options?: DialOptions): Promise<string> {
  const shown = await handshake(base, { timeoutMs, options });
  if ('kind' in shown) {
    // This one is made only to say what the server speaks at best.
    const old = await handshake(base, {
      timeoutMs,
      options,
      handshake: { minVersion: 'TLSv1', ciphers: anyCipher },
    });
    if ('kind' in old) throw new Inconclusive(`no TLS handshake: ${reasonOf(shown)}`, 'network');
    if (goodProtocols.includes(old.protocol)) {
      throw new Nonconformity('TLS 1.2 or later with ciphers that are in use', `no handshake: ${reasonOf(shown)}`);
    }
    throw new Nonconformity('TLS 1.2 or later', `${old.protocol} at best`);
  }
  if (!goodProtocols.includes(shown.protocol)) throw new Nonconformity('TLS 1.2 or later', shown.protocol);
  const until = (shown.validTo ?? 'of no date').slice(0, 10);
  if (shown.flawCode !== undefined) {
    throw new Nonconformity('a certificate that verifies', describeFlaw(shown.flawCode, base.hostname, until));
  }
  const days = daysLeft(shown.validTo ?? '');
  const left = `${days} days (until ${until})`;
  const fewest = daysWanted(shown);
  if (days < fewest) {
    throw new Nonconformity(`a certificate that lasts ${fewest} days more`, `one that lasts ${left}`);
  }
  return `${shown.protocol}, a certificate that verifies and lasts ${left}`;
}

/**
 * Asserts that a server refuses a client that offers nothing later than TLS 1.1 (RFC 9325 3.1.1).
 *
 * @param base An https URL. Nothing is sent but the handshake.
 */
export async function refusesOldTls(base: URL, timeoutMs: number, options?: DialOptions): Promise<void> {
  const shown = await handshake(base, {
    timeoutMs,
    options,
    handshake: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: anyCipher },
  });
  if (!('kind' in shown)) throw new Nonconformity('no handshake', `one with ${shown.protocol}`);
}

/** Makes a handshake that takes any certificate, so that it can be described. */
async function handshake(base: URL, wish: DialWish): Promise<ShownCertificate | Trouble> {
  const dialled = await dial(base, { ...wish, verify: false });
  if ('kind' in dialled) return dialled;
  const shown = shownBy(dialled.socket as TLSSocket);
  dialled.socket.destroy();
  return shown;
}

function describeFlaw(code: string, host: string, until: string): string {
  switch (flawOf(code)) {
    case 'expired':
      return `one that expired (${until})`;
    case 'not yet valid':
      return 'one that is not valid yet';
    case 'another name':
      return `one that is not for ${host}`;
    default:
      return `one that does not (${code}); a private authority is named in CA_FILE or NODE_EXTRA_CA_CERTS`;
  }
}

function reasonOf({ code, message }: Trouble): string {
  return code ?? message;
}
