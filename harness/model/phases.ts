/**
 * How long the parts of an exchange took, each in milliseconds. A part that did not take place is absent: an exchange
 * on a connection that was kept open has `firstByte` and `whole` alone.
 */
export interface Phases extends Partial<DialPhases> {
  /** From the first byte of the request sent to the first byte of a response, interim ones included. */
  readonly firstByte?: number;
  /** All of it, to the last byte of the response; with the connection where the exchange opened it. */
  readonly whole: number;
}

/** How long the parts of opening a connection took, each in milliseconds. */
export interface DialPhases {
  /** Name resolution; absent where the host is an address. */
  readonly name?: number;
  /** The TCP handshake. */
  readonly connect: number;
  /** The tunnel through a proxy; with the TLS handshake of a proxy that speaks TLS. */
  readonly proxy?: number;
  /** The TLS handshake with the target. */
  readonly tls?: number;
}
