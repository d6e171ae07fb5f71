import type { Target } from '../model/target.ts';

/** The command that judges a clause again, with the same generated input. */
export function againCommand(id: string, { seed }: Target): string {
  return `SEED=${seed} npm run conformance -- --grep ${id}`;
}
