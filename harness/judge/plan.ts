import { clauseOf } from '../../contract/register.ts';
import type { Target } from '../model/target.ts';
import type { DeclaredClause } from './declared.ts';
import { guard } from './guard.ts';

/** What a run would do for one clause. */
export interface PlannedClause {
  readonly id: string;
  readonly level: string;
  readonly impact: string;
  readonly promise: string;
  /** Requests at most, those that an earlier clause of the plan sends already not counted. */
  readonly requests: number;
  /** Resets at most, counted likewise. */
  readonly resets: number;
  /** Why a guard leaves the clause out; absent where it is judged. */
  readonly leftOut?: string;
}

/**
 * Works out what a run with this configuration would judge and send. Sends nothing.
 *
 * @param grep Filters by id and promise, as `--grep` of a run does.
 */
export function planOf(clauses: readonly DeclaredClause[], target: Target, grep = /./): PlannedClause[] {
  const sent = new Set<string>();
  return clauses
    .map(({ id, load }) => ({ clause: clauseOf(id), load }))
    .filter(({ clause }) => grep.test(`${clause.id} ${clause.promise}`))
    .map(({ clause, load }) => {
      const { id, level, impact, promise } = clause;
      const row = { id, level, impact, promise };
      const leftOut = guard(clause, target);
      if (leftOut !== undefined) return { ...row, requests: 0, resets: 0, leftOut };
      const fresh = (load.uses ?? []).filter(({ name }) => !sent.has(name));
      for (const { name } of fresh) sent.add(name);
      return {
        ...row,
        requests: load.requests + fresh.length + (load.generated === true ? target.generatedCases : 0),
        resets: load.resets + fresh.filter(({ mayReset }) => mayReset).length,
      };
    });
}
