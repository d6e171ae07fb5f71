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

/**
 * The phases of an exchange.
 *
 * @param opening Those of the connection, where the exchange opened it.
 * @param durationMs From the first byte of the request sent to the end, in milliseconds.
 * @param firstByte The phase of that name; undefined where no byte came.
 */
export function phasesWith(opening: DialPhases | undefined, durationMs: number, firstByte: number | undefined): Phases {
  const { name = 0, connect = 0, proxy = 0, tls = 0 } = opening ?? {};
  const whole = name + connect + proxy + tls + durationMs;
  return { ...opening, ...(firstByte === undefined ? {} : { firstByte }), whole };
}

/**
 * How long an exchange took without what is spent on the way to the target: name resolution, and the tunnel of a proxy.
 *
 * @returns milliseconds.
 */
export function ownTimeMs({ durationMs, phases }: { readonly durationMs: number; readonly phases?: Phases }): number {
  return phases === undefined ? durationMs : phases.whole - (phases.name ?? 0) - (phases.proxy ?? 0);
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
