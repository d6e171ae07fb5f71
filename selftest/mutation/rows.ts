import { type ClauseId, clauseOf } from '../../contract/register.ts';
import { faults } from '../../sandbox/faults/index.ts';
import type { Difference, Row } from './trial.ts';

/** Every fault that shows over http, with each clause that has to see it by its own traffic alone. */
export function rowsAlone(): readonly Row[] {
  return faults
    .filter(({ needs }) => needs === undefined)
    .map(({ id, breaks }) => ({
      fault: id,
      whole: false,
      seenBy: (breaks as readonly ClauseId[]).filter((each) => clauseOf(each).invariant !== true),
    }));
}

/** The same rows, those clauses that did not see the fault alone in rows of their own with all traffic. */
export function rowsForAll(differences: readonly Difference[]): readonly Row[] {
  const unseen = new Map(differences.map(({ row, unseenBy }) => [row.fault, unseenBy]));
  return rowsAlone().flatMap(({ fault, seenBy }) => {
    const breaks = (faults.find(({ id }) => id === fault)?.breaks ?? []) as readonly ClauseId[];
    const alone = seenBy.filter((id) => unseen.get(fault)?.includes(id) !== true);
    const others = breaks.filter((id) => !alone.includes(id));
    return [
      { fault, whole: false, seenBy: alone },
      { fault, whole: true, seenBy: others },
    ].filter((row) => row.seenBy.length > 0);
  });
}

/** The rows that can show that a judgement of some clauses is weaker, the quick ones first. */
export function rowsAbout(clauses: readonly string[], rows: readonly Row[]): readonly Row[] {
  return rows
    .map((row) => ({ ...row, seenBy: row.seenBy.filter((id) => clauses.includes(id)) }))
    .filter(({ seenBy }) => seenBy.length > 0)
    .sort((a, b) => Number(a.whole) - Number(b.whole));
}
