import { stimulus, type Stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import type { ClauseTest } from '../../harness/judge/clause-test.ts';
import { Inconclusive } from '../../harness/model/outcome.ts';
import { good } from '../calls/reset-password.ts';

/** The plain reset that shows whether the service still serves after the input of a hostile clause. */
export function plainResetAfter(id: string): Stimulus {
  return stimulus(`plain reset after ${id}`, (to) => good(to), { hasEffect: true });
}

/**
 * The test of a hostile clause: afterwards, also where it failed, the service is asked for a plain reset. Its answer is
 * recorded here and judged by RP-ROB-11; it decides nothing for the clause itself.
 */
export function hostile(test: ClauseTest): ClauseTest {
  const after = plainResetAfter(test.clause.id);
  return {
    ...test,
    load: { ...test.load, uses: [...(test.load.uses ?? []), after] },
    judge: async (context) => {
      try {
        await test.judge(context);
      } finally {
        await context.exchange(after).catch(leaveToAftermath);
      }
    },
  };
}

/** Where no answer can be had, RP-ROB-11 asks again and says so. */
function leaveToAftermath(error: unknown): void {
  if (!(error instanceof Inconclusive)) throw error;
}

/** The hostile clauses whose input this run has sent so far. */
export function hostileClausesSoFar({ run, clause: present }: ClauseContext): string[] {
  return [...run.verdicts.values()]
    .filter(({ exchanges }) => exchanges.length > 0)
    .map(({ id }) => id)
    .filter((id) => id !== present.id && id.startsWith('RP-ROB-') && run.suite.clause(id)?.impact === 'hostile');
}
