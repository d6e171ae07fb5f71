import { clauseOf, type ClauseId } from '../../contract/register.ts';
import { stimulus, type Stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { byInputs, type Judge, type Load } from '../../harness/judge/declared.ts';
import { Inconclusive } from '../../harness/model/outcome.ts';
import { clause } from '../suite.ts';
import { good } from './request.ts';

/** The plain reset that shows whether the service still serves after the input of a hostile clause. */
export function plainResetAfter(id: ClauseId): Stimulus {
  return stimulus(`plain reset after ${id}`, (to) => good(to), { mayReset: true });
}

/**
 * A hostile clause: afterwards, also where it failed, the service is asked for a plain reset. Its answer is recorded
 * here and judged by RP-ROB-11; it decides nothing for the clause itself.
 */
export function hostile(id: ClauseId, load: Load, procedure: (context: ClauseContext) => Promise<void>) {
  const after = plainResetAfter(id);
  return clause(id, { ...load, uses: [...(load.uses ?? []), after] }, async (context) => {
    try {
      await procedure(context);
    } finally {
      await context.exchange(after).catch(leaveToAftermath);
    }
  });
}

/** A hostile clause whose inputs are sent once each and judged one by one by the same rule. */
export function hostileInputs(
  id: ClauseId,
  inputs: readonly Stimulus[],
  rule: Judge,
  alsoUses: readonly Stimulus[] = [],
) {
  const { load, procedure } = byInputs(id, inputs, rule);
  return hostile(id, { ...load, uses: [...inputs, ...alsoUses] }, procedure);
}

/** Where no answer can be had, RP-ROB-11 asks again and says so. */
function leaveToAftermath(error: unknown): void {
  if (!(error instanceof Inconclusive)) throw error;
}

/** The hostile clauses whose input this run has sent so far. */
export function hostileClausesSoFar({ run, clause: present }: ClauseContext): ClauseId[] {
  return [...run.verdicts.values()]
    .filter(({ exchanges }) => exchanges.length > 0)
    .map(({ id }) => id as ClauseId)
    .filter((id) => id !== present.id && id.startsWith('RP-ROB-') && clauseOf(id).impact === 'hostile');
}
