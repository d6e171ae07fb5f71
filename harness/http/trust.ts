import * as tls from 'node:tls';
import type { DialOptions } from '../model/dial-options.ts';

/** Bounds of a handshake that differ from Node's own. */
export type Handshake = Pick<tls.SecureContextOptions, 'minVersion' | 'maxVersion' | 'ciphers'>;

const contexts = new WeakMap<DialOptions, tls.SecureContext>();

/**
 * What a TLS client trusts and shows: the extra authorities and the client certificate of the options.
 *
 * @param handshake Other bounds than Node's own.
 * @returns undefined where nothing differs from what Node does by itself.
 * @throws Error where certificate, key and passphrase do not fit; `harness/config/dial-settings.ts` refuses them before.
 */
export function secureContextFor(options: DialOptions, handshake: Handshake = {}): tls.SecureContext | undefined {
  const { ca, clientCertificate } = options;
  const isPlain = ca === undefined && clientCertificate === undefined;
  if (Object.keys(handshake).length > 0) return tls.createSecureContext({ ...credentialsOf(options), ...handshake });
  if (isPlain) return undefined;
  // To read some hundred authorities takes longer than a handshake.
  const made = contexts.get(options) ?? tls.createSecureContext(credentialsOf(options));
  contexts.set(options, made);
  return made;
}

function credentialsOf({ ca, clientCertificate }: DialOptions): tls.SecureContextOptions {
  return {
    ...(ca === undefined ? {} : { ca: [...usualAuthorities(), Buffer.from(ca)] }),
    ...(clientCertificate === undefined
      ? {}
      : {
          cert: Buffer.from(clientCertificate.cert),
          key: Buffer.from(clientCertificate.key),
          ...(clientCertificate.passphrase === undefined ? {} : { passphrase: clientCertificate.passphrase }),
        }),
  };
}

/** The authorities that Node trusts: naming others replaces them, so they are named too. PEM, one each. */
function usualAuthorities(): readonly string[] {
  // Since Node 22.15; with those of NODE_EXTRA_CA_CERTS, which the older list is without.
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => readonly string[] };
  return getCACertificates?.('default') ?? tls.rootCertificates;
}
