import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import type { ClauseTest } from '../../harness/judge/clause-test.ts';
import { FatalInput } from '../../harness/judge/fatal-input.ts';
import { Inconclusive } from '../../harness/model/outcome.ts';
import { askAfter, followerOf } from './aftermath.ts';

/**
 * The test of a hostile clause: afterwards, also where it failed, the service is asked for a good reset. Its answer is
 * recorded here and judged by RP-ROB-11; it decides nothing for the clause itself.
 */
export function hostile(test: ClauseTest): ClauseTest {
  const { id } = test.clause;
  return {
    ...test,
    load: { ...test.load, uses: [...(test.load.uses ?? []), followerOf(id)] },
    judge: async (context) => {
      try {
        await test.judge(context);
      } finally {
        await askAfter(id, context).catch(leaveToAftermath);
      }
    },
  };
}

/** Where no answer can be had, RP-ROB-11 asks again and says so; where the target went down on this, it says that. */
function leaveToAftermath(error: unknown): void {
  if (!(error instanceof Inconclusive || error instanceof FatalInput)) throw error;
}

/** The hostile clauses whose input this run has sent so far. */
export function hostileClausesSoFar({ run, clause: present }: ClauseContext): string[] {
  return [...run.verdicts.values()]
    .filter(({ exchanges }) => exchanges.length > 0)
    .map(({ id }) => id)
    .filter((id) => id !== present.id && id.startsWith('RP-ROB-') && run.suite.clause(id)?.impact === 'hostile');
}
