import type { Target } from '../model/target.ts';
import { guard } from './guard.ts';
import type { Suite } from './suite.ts';

/** What a run would do for one clause. */
export interface PlannedClause {
  readonly id: string;
  readonly level: string;
  readonly impact: string;
  readonly promise: string;
  /** Requests at most, those that an earlier clause of the plan sends already not counted. */
  readonly requests: number;
  /** Requests that may take effect for the account, counted likewise. */
  readonly effects: number;
  /** Why a guard leaves the clause out; absent where it is judged. */
  readonly leftOut?: string;
}

/**
 * Works out what a run with this configuration would judge and send. Sends nothing.
 *
 * @param grep Filters by id and promise, as `--grep` of a run does.
 */
export function planOf(suite: Suite, target: Target, grep = /./): PlannedClause[] {
  const sent = new Set<string>();
  return suite.tests
    .filter(({ clause }) => grep.test(`${clause.id} ${clause.promise}`))
    .map((test) => {
      const { clause, load } = test;
      const { id, level, impact, promise } = clause;
      const row = { id, level, impact, promise };
      const leftOut = guard(test, target, suite);
      if (leftOut !== undefined) return { ...row, requests: 0, effects: 0, leftOut };
      const fresh = (load.uses ?? []).filter(({ name }) => !sent.has(name));
      for (const { name } of fresh) sent.add(name);
      return {
        ...row,
        requests: (load.requests ?? 0) + fresh.length + (load.generated === true ? target.generatedCases : 0),
        effects: (load.effects ?? 0) + fresh.filter(({ hasEffect }) => hasEffect).length,
      };
    });
}
