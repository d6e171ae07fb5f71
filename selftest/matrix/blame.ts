import type { Suite } from '../../harness/judge/suite.ts';

/**
 * What is wrong with a row of the matrix, one line a cell.
 *
 * @param breaks The clauses that the fault breaks.
 * @param failed The clauses that failed on it.
 */
export function rowProblems(suite: Suite, breaks: readonly string[], failed: ReadonlySet<string>): string[] {
  const caught = breaks.filter((id) => failed.has(id));
  const unseen = breaks.filter((id) => !failed.has(id)).map((id) => `${id} does not see it`);
  const unexplained = [...failed]
    .filter((id) => !breaks.includes(id) && !isExplained(suite, id, caught))
    .map((id) => `${id} is blamed, and nothing explains it`);
  return [...unseen, ...unexplained];
}

/** True where a clause can fail because one that was caught does: it depends on it. */
function isExplained(suite: Suite, id: string, caught: readonly string[]): boolean {
  const foundations = dependenciesOf(suite, id);
  return caught.some((each) => foundations.has(each));
}

/** Everything that a clause depends on, directly or not. */
function dependenciesOf(suite: Suite, id: string, found = new Set<string>()): ReadonlySet<string> {
  for (const each of suite.clause(id)?.dependsOn ?? []) {
    if (found.has(each)) continue;
    found.add(each);
    dependenciesOf(suite, each, found);
  }
  return found;
}
