const variable = 'CONFORMANCE_STARTED_AT';

/** When the run began, in milliseconds since the epoch: fixed by the first process that asks, the same for its children. */
export function runStartedAt(env: NodeJS.ProcessEnv): number {
  env[variable] ??= String(Date.now());
  return Number(env[variable]);
}
