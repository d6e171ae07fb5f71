import type { Target } from '../model/target.ts';

/** The command that judges a clause again, on the same target and with the same generated input. */
export function againCommand(id: string, { seed, environment }: Target): string {
  return `SEED=${seed} npm run conformance -- ${environment === undefined ? '' : `--env ${environment} `}--grep ${id}`;
}
