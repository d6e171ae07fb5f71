/** Bounds of what is read from a target, so that no answer can exhaust memory or hang a run. */
export const limits = {
  /** Status line and header section of one response, in bytes. */
  headBytes: 64 * 1024,
  /** Content of one response, before and after its content coding is undone, in bytes. */
  bodyBytes: 1024 * 1024,
  /** Interim (1xx) responses before the final one. */
  interimResponses: 32,
  /**
   * How long a connection is watched after a whole response for bytes that should not be there, in milliseconds.
   * A server that honours `Connection: close` ends it at once; the allowance is for those that do not.
   */
  surplusWatchMs: 40,
} as const;
