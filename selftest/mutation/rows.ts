import { type ClauseId, clauseOf, clauses as register } from '../../contract/register.ts';
import { faults } from '../../sandbox/faults/index.ts';
import { variations } from '../../sandbox/variations/index.ts';
import type { Difference, Row } from './trial.ts';

const overHttp = <T extends { needs?: 'tls' }>(all: readonly T[]): readonly T[] =>
  all.filter(({ needs }) => needs === undefined);

/** Every fault, with each clause that has to see it and can do so by its own traffic alone. */
export function faultsAlone(): readonly Row[] {
  return overHttp(faults).map(({ id, breaks }) => ({
    kind: 'fault',
    id,
    whole: false,
    clauses: (breaks as readonly ClauseId[]).filter((each) => clauseOf(each).invariant !== true),
  }));
}

/** Every fault; the clauses that did not see it alone stand in rows of their own, with all traffic. */
export function allFaults(differences: readonly Difference[]): readonly Row[] {
  const unseen = new Map(differences.map(({ row, clauses }) => [row.id, clauses]));
  return faultsAlone().flatMap((row) => {
    const breaks = (faults.find(({ id }) => id === row.id)?.breaks ?? []) as readonly ClauseId[];
    const alone = row.clauses.filter((id) => unseen.get(row.id)?.includes(id) !== true);
    const others = breaks.filter((id) => !alone.includes(id));
    return [
      { ...row, clauses: alone },
      { ...row, clauses: others, whole: true },
    ];
  });
}

/** Every variation, with the clauses that may not flag it. */
export function allVariations(): readonly Row[] {
  return overHttp(variations).flatMap(({ id, strict }) => {
    const silent = register.filter(({ level }) => level === 'MUST' || (strict && level === 'SHOULD'));
    return [true, false].map((whole) => ({
      kind: 'variation' as const,
      id,
      whole,
      clauses: silent.filter(({ invariant }) => (invariant === true) === whole).map((clause) => clause.id),
    }));
  });
}

/** The rows that can show that a judgement of some clauses is another, the quick ones first. */
export function rowsAbout(clauses: readonly string[], rows: readonly Row[]): readonly Row[] {
  return rows
    .map((row) => ({ ...row, clauses: row.clauses.filter((id) => clauses.includes(id)) }))
    .filter((row) => row.clauses.length > 0)
    .sort((a, b) => Number(a.whole) - Number(b.whole));
}
