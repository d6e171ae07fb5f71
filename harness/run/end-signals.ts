/** The signals that ask a run to end: a stop of a container or service, Ctrl-C, a terminal that was closed. */
export const endSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
