import { type ClauseId, clauseOf, isClauseId } from '../../contract/register.ts';

/** What is wrong with a row of the matrix, one line a cell. */
export function rowProblems(breaks: readonly string[], failed: ReadonlySet<string>): string[] {
  const caught = breaks.filter((id) => failed.has(id));
  const unseen = breaks.filter((id) => !failed.has(id)).map((id) => `${id} does not see it`);
  const unexplained = [...failed]
    .filter((id) => !breaks.includes(id) && !isExplained(id, caught))
    .map((id) => `${id} is blamed, and nothing explains it`);
  return [...unseen, ...unexplained];
}

/** True where a clause can fail because one that was caught does: it depends on it. */
function isExplained(id: string, caught: readonly string[]): boolean {
  if (!isClauseId(id)) return false;
  const foundations = dependenciesOf(id);
  return caught.some((each) => isClauseId(each) && foundations.has(each));
}

/** Everything that a clause depends on, directly or not. */
function dependenciesOf(id: ClauseId, found = new Set<ClauseId>()): ReadonlySet<ClauseId> {
  for (const each of clauseOf(id).dependsOn) {
    if (found.has(each)) continue;
    found.add(each);
    dependenciesOf(each, found);
  }
  return found;
}
