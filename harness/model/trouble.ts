/** What can go wrong between a request and a whole, well-formed response. */
export type TroubleKind =
  | 'name-resolution'
  | 'refused'
  | 'unreachable'
  | 'proxy'
  | 'tls'
  | 'reset'
  | 'closed'
  | 'incomplete'
  | 'timeout'
  | 'malformed'
  | 'surplus';

/** A step of opening a connection, in their order. */
export type Hop = 'name' | 'connect' | 'proxy' | 'tls';

/** An exchange that brought no whole response, told apart by where it broke. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** One clause for people, present tense, such as "the connection is closed before any byte of a response". */
  readonly message: string;
  /** The step that failed, where no connection came about. */
  readonly hop?: Hop;
  /** Code of the error below it, such as `ECONNREFUSED`, where there is one. */
  readonly code?: string;
  /** True where reading stopped at a limit of ours. The same request would bring the same, so it is not sent again. */
  readonly atLimit?: boolean;
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
  const withCode = code === '' ? {} : { code };
  if (duringHandshake && !(code in byCode && code !== 'EPROTO' && code !== 'ECONNRESET')) {
    return { kind: 'tls', message: `the TLS handshake fails (${code === '' ? error.message : code})`, ...withCode };
  }
  // TLS 1.3 lets a server refuse the client's certificate after the handshake.
  if (code.startsWith('ERR_SSL_')) return { kind: 'tls', message: `the TLS connection fails (${code})`, ...withCode };
  const known = byCode[code];
  if (known !== undefined) return { ...known, ...withCode };
  return { kind: 'unreachable', message: `the connection fails (${code === '' ? error.name : code})`, ...withCode };
}
