import { expect, test } from '@playwright/test';
import { clauseOf, clauses } from '../../contract/register.ts';
import type { ClauseId, RegisteredClause } from '../../contract/register.ts';

/** Looks for a way from a clause back to itself; the ids on that way, or none. */
function cycleFrom(rowOf: (id: ClauseId) => Pick<RegisteredClause, 'dependsOn'>, start: ClauseId): readonly ClauseId[] {
  const seen = new Set<ClauseId>();
  const ways: ClauseId[][] = [[start]];
  for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
    for (const next of rowOf(way.at(-1) ?? start).dependsOn) {
      if (next === start) {
        return [...way, next];
      }
      if (!seen.has(next)) {
        seen.add(next);
        ways.push([...way, next]);
      }
    }
  }
  return [];
}

test('the search for cycles finds one', () => {
  const rows: Partial<Record<ClauseId, ClauseId[]>> = { 'VT-01': ['VT-02'], 'VT-02': ['VT-03'], 'VT-03': ['VT-01'] };
  const found = cycleFrom((id) => ({ dependsOn: rows[id] ?? [] }), 'VT-01');
  expect(found).toEqual(['VT-01', 'VT-02', 'VT-03', 'VT-01']);
});

test('no clause depends on itself, directly or through others', () => {
  for (const { id } of clauses) {
    expect(cycleFrom(clauseOf, id), id).toEqual([]);
  }
});

test('every dependency is a clause, and is named once', () => {
  for (const { id, dependsOn } of clauses) {
    expect(new Set(dependsOn).size, id).toBe(dependsOn.length);
    for (const below of dependsOn) {
      expect(clauseOf(below).id).toBe(below);
    }
  }
});

test('a clause that looks over all traffic lists no dependency', () => {
  const both = clauses.filter(({ invariant, dependsOn }) => invariant === true && dependsOn.length > 0);
  expect(both.map(({ id }) => id)).toEqual([]);
});

test('a clause that gates never hangs on an observation', () => {
  for (const { id, level, dependsOn } of clauses) {
    if (level !== 'MAY') {
      expect(
        dependsOn.filter((below) => clauseOf(below).level === 'MAY'),
        id,
      ).toEqual([]);
    }
  }
});
