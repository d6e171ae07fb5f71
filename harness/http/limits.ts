/** Bounds of what is read from a target, so that no answer can exhaust memory or hang a run. */
export const limits = {
  /** Status line and header section of one response, in bytes; a trailer section likewise. */
  headBytes: 64 * 1024,
  /** Header fields of one response; servers and gateways in use stop at some hundred. */
  fields: 512,
  /** Content of a success (status below 400), before and after its content coding is undone, in bytes. */
  bodyBytes: 1024 * 1024,
  /** The same of an error (status 400 and above). */
  errorBodyBytes: 64 * 1024,
  /** Content codings on top of one another. */
  codings: 8,
  /** What stands around the data of chunks in one response, in bytes: a million chunks of one byte have 5 MB of it. */
  chunkFramingBytes: 16 * 1024 * 1024,
  /** Interim (1xx) responses before the final one. */
  interimResponses: 32,
  /** Bytes after the end of a response that are counted before the connection is closed. */
  surplusBytes: 64 * 1024,
  /**
   * How long a connection is watched after a whole response for bytes that should not be there, in milliseconds.
   * A server that honours `Connection: close` ends it at once; the allowance is for those that do not.
   */
  surplusWatchMs: 40,
} as const;

/** Bytes of content that are read of a response with this status. */
export function bodyLimit(status: number): number {
  return status >= 400 ? limits.errorBodyBytes : limits.bodyBytes;
}
