import type { DialOptions } from '../model/dial-options.ts';
import type { Trouble } from '../model/trouble.ts';

const isWanted = 'a client certificate is wanted: name one in CLIENT_CERT and CLIENT_KEY';
const isRefused = 'the client certificate is refused: check the issuer and the end of CLIENT_CERT';

/** Alerts about the certificate of the peer that gets them (RFC 8446 6.2), as OpenSSL names them. */
const aboutCertificate = /_ALERT_(?:CERTIFICATE_|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/;

/** What servers of TLS 1.2 say where no certificate comes, and where no cipher fits. */
const ofAnyHandshake = '_ALERT_HANDSHAKE_FAILURE';

/**
 * What to do about a TLS connection that the server ends for want of a client certificate, or for the one that it got.
 *
 * @param trouble What the connection broke with.
 * @returns undefined where the trouble has another cause.
 */
export function remedyForAlert({ code = '' }: Trouble, options: DialOptions = {}): string | undefined {
  const isShown = options.clientCertificate !== undefined;
  if (aboutCertificate.test(code)) return isShown ? isRefused : isWanted;
  if (!code.includes(ofAnyHandshake) || isShown) return undefined;
  return 'if the target wants a client certificate, name one in CLIENT_CERT and CLIENT_KEY; else see npm run doctor';
}

/**
 * The same for a server that ends the handshake as usual and says so by a page: nginx does, with the code 400.
 *
 * @param title Of the page.
 */
export function remedyForPage(title: string): string | undefined {
  if (/no required ssl certificate was sent/i.test(title)) return isWanted;
  return /the ssl certificate error/i.test(title) ? isRefused : undefined;
}
