/** What can go wrong between a request and a whole, well-formed response. */
export type TroubleKind =
  | 'name-resolution'
  | 'refused'
  | 'unreachable'
  | 'tls'
  | 'reset'
  | 'closed'
  | 'incomplete'
  | 'timeout'
  | 'malformed'
  | 'surplus';

/** An exchange that brought no whole response, told apart by where it broke. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** One clause for people, present tense, such as "the connection is closed before any byte of a response". */
  readonly message: string;
}

const byCode: Readonly<Record<string, Trouble>> = {
  ENOTFOUND: { kind: 'name-resolution', message: 'the host name does not resolve' },
  EAI_AGAIN: { kind: 'name-resolution', message: 'name resolution does not answer' },
  ECONNREFUSED: { kind: 'refused', message: 'the connection is refused' },
  ECONNRESET: { kind: 'reset', message: 'the connection is reset before a whole response' },
  EPIPE: { kind: 'reset', message: 'the connection is reset before a whole response' },
  EHOSTUNREACH: { kind: 'unreachable', message: 'the host is unreachable' },
  ENETUNREACH: { kind: 'unreachable', message: 'the network is unreachable' },
  EADDRNOTAVAIL: { kind: 'unreachable', message: 'the address is not available' },
  ETIMEDOUT: { kind: 'timeout', message: 'the connection attempt times out' },
  EPROTO: { kind: 'tls', message: 'the TLS handshake fails' },
};

/**
 * Classifies an error of `node:net`, `node:dns` or `node:tls`.
 *
 * Only the error's code is used where it is known: messages can carry addresses and bytes of the peer.
 */
export function troubleOf(error: NodeJS.ErrnoException, duringHandshake: boolean): Trouble {
  const code = error.code ?? '';
  if (duringHandshake && !(code in byCode && code !== 'EPROTO' && code !== 'ECONNRESET')) {
    return { kind: 'tls', message: `the TLS handshake fails (${code === '' ? error.message : code})` };
  }
  return byCode[code] ?? { kind: 'unreachable', message: `the connection fails (${code === '' ? error.name : code})` };
}
