import type { PeerCertificate, TLSSocket } from 'node:tls';

const dayMs = 24 * 60 * 60 * 1000;

/** A certificate is expected to last this many days more, if its life is not a short one: see {@link daysWanted}. */
export const fewestDaysLeft = 14;

/**
 * Whole days until a certificate ends; negative where it has ended.
 *
 * @param validTo End of its validity: a date in a form that `Date` reads, such as ISO 8601 or that of OpenSSL.
 * @param now Milliseconds since the epoch.
 */
export function daysLeft(validTo: string, now: number = Date.now()): number {
  return Math.floor((Date.parse(validTo) - now) / dayMs);
}

/**
 * Days that a certificate is expected to last more: {@link fewestDaysLeft}, or a third of its life where that is less,
 * since one of a short life is renewed late in it.
 */
export function daysWanted({ validFrom, validTo }: Pick<ShownCertificate, 'validFrom' | 'validTo'>): number {
  const life = daysLeft(validTo ?? '', Date.parse(validFrom ?? ''));
  return Number.isNaN(life) ? fewestDaysLeft : Math.min(fewestDaysLeft, Math.floor(life / 3));
}

/** What is wrong with a certificate. */
export type CertificateFlaw = 'another name' | 'expired' | 'not yet valid' | 'unknown issuer' | 'other';

const flaws: Readonly<Record<string, CertificateFlaw>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'another name',
  ERR_TLS_CERT_ALTNAME_FORMAT: 'another name',
  HOSTNAME_MISMATCH: 'another name',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not yet valid',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown issuer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknown issuer',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown issuer',
  CERT_UNTRUSTED: 'unknown issuer',
};

/** What a code of OpenSSL's verification, or of Node's, says of a certificate. */
export function flawOf(code: string): CertificateFlaw {
  return flaws[code] ?? 'other';
}

/** What a TLS handshake showed. */
export interface ShownCertificate {
  /** Such as `TLSv1.3`. */
  readonly protocol: string;
  /** Code of what is wrong with the certificate; undefined where it verifies, the host's name included. */
  readonly flawCode: string | undefined;
  /** End of the certificate's validity, ISO 8601; undefined where the peer showed none. */
  readonly validTo: string | undefined;
  /** Begin of the certificate's validity, ISO 8601; undefined where the peer showed none. */
  readonly validFrom: string | undefined;
  /** Names that it is for, as in `DNS:a.example, IP Address:127.0.0.1`; empty where it has none. */
  readonly names: string;
}

/** Reads what a handshake showed, also where the certificate does not verify. */
export function shownBy(socket: TLSSocket): ShownCertificate {
  // A peer without a certificate gives an object without members, which the types don't say.
  const certificate: Partial<PeerCertificate> = socket.getPeerCertificate();
  return {
    protocol: socket.getProtocol() ?? 'an unknown protocol',
    // The types say Error; what stands there is a code.
    flawCode: socket.authorized ? undefined : String(socket.authorizationError),
    validTo: isoDate(certificate.valid_to),
    validFrom: isoDate(certificate.valid_from),
    names: certificate.subjectaltname ?? '',
  };
}

function isoDate(text: string | undefined): string | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
