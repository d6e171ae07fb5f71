/** The name that is the fewest edits away. Undefined if it differs in half of the letters or more. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const ranked = names.map((each) => ({ each, edits: editsBetween(name, each) })).sort((a, b) => a.edits - b.edits);
  const first = ranked[0];
  return first !== undefined && first.edits * 2 < name.length ? first.each : undefined;
}

/** Levenshtein distance: the number of characters to insert, delete or replace. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [index, letter] of Array.from(a).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
