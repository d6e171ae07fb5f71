import type { PeerCertificate, TLSSocket } from 'node:tls';
import { checkServerIdentity } from 'node:tls';
import { type CertificateFlaw, flawOf, shownBy } from '../http/certificate.ts';
import { dial, type DialWish } from '../http/dial.ts';
import type { Target } from '../model/target.ts';
import type { Trouble } from '../model/trouble.ts';

/** Why clients can't make a TLS connection to the target. */
export interface HandshakeFlaw {
  /** One clause, present tense. */
  readonly message: string;
  /** True where no client can; false where others may trust an issuer that this machine does not know. */
  readonly isTargets: boolean;
}

/** The oldest versions need the weakest ciphers: this handshake is made only to say what the server speaks at best. */
const oldest = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
const outdated = ['TLSv1', 'TLSv1.1', 'SSLv3'];

/**
 * Finds out, by handshakes alone, whether a TLS connection failed by what the target shows: a certificate that is
 * expired, not yet valid, for another name or of an unknown issuer, or no version later than TLS 1.1.
 *
 * @param trouble What a connection broke with.
 * @returns undefined where the trouble has another cause, or none that a handshake shows.
 */
export async function handshakeFlawOf(trouble: Trouble, target: Target): Promise<HandshakeFlaw | undefined> {
  const base = new URL(target.baseUrl);
  if (base.protocol !== 'https:' || (trouble.kind !== 'tls' && trouble.hop !== 'tls')) return undefined;
  const wish: DialWish = { timeoutMs: target.requestTimeoutMs, options: target.dial, verify: false };
  const dialled = await dial(base, wish);
  if ('kind' in dialled) return outdatedVersion(base, wish);
  const socket = dialled.socket as TLSSocket;
  const flaw = flawOfCertificate(socket, base.hostname);
  socket.destroy();
  return flaw;
}

async function outdatedVersion(base: URL, wish: DialWish): Promise<HandshakeFlaw | undefined> {
  const dialled = await dial(base, { ...wish, handshake: oldest });
  if ('kind' in dialled) return undefined;
  const { protocol } = shownBy(dialled.socket as TLSSocket);
  dialled.socket.destroy();
  if (!outdated.includes(protocol)) return undefined;
  return { message: `the target speaks ${protocol} at best, which clients refuse`, isTargets: true };
}

/** A certificate may have several flaws: one that every client refuses counts before one that only this machine sees. */
function flawOfCertificate(socket: TLSSocket, host: string): HandshakeFlaw | undefined {
  const { flawCode, validFrom, validTo } = shownBy(socket);
  if (flawCode === undefined) return undefined;
  const now = Date.now();
  const flaws: readonly CertificateFlaw[] = [
    ...(validTo !== undefined && Date.parse(validTo) < now ? ['expired' as const] : []),
    ...(validFrom !== undefined && Date.parse(validFrom) > now ? ['not yet valid' as const] : []),
    ...(isForAnotherName(socket.getPeerCertificate(), host) ? ['another name' as const] : []),
    flawOf(flawCode),
  ];
  const [first] = flaws;
  const day = (date: string | undefined): string => (date ?? 'an unknown day').slice(0, 10);
  switch (first) {
    case 'expired':
      return refused(`is expired since ${day(validTo)} by the clock of this machine`);
    case 'not yet valid':
      return refused(`is not valid before ${day(validFrom)} by the clock of this machine`);
    case 'another name':
      return refused(`is not for ${host}`);
    default:
      return {
        message: `this machine can't verify the certificate of the target (${flawCode}): a private authority is named in CA_FILE`,
        isTargets: false,
      };
  }
}

function refused(what: string): HandshakeFlaw {
  return { message: `the certificate of the target ${what}, and clients refuse it`, isTargets: true };
}

function isForAnotherName(certificate: PeerCertificate, host: string): boolean {
  return checkServerIdentity(host.replace(/^\[|\]$/g, ''), certificate) !== undefined;
}
