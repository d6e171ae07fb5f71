/**
 * The number of single-character insertions, deletions, substitutions and swaps of neighbours that turn one name into
 * the other (optimal string alignment, a form of Damerau-Levenshtein distance).
 */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let j = 0; j <= b.length; j += 1) (rows[0] as number[])[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      (rows[i] as number[])[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + substitution,
        swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return at(a.length, b.length);
}

interface Nearest {
  readonly name: string;
  readonly distance: number;
}

function nearest(unknown: string, names: readonly string[]): Nearest | undefined {
  const folded = unknown.toUpperCase().replaceAll('-', '_');
  const byDistance = names
    .map((name) => ({ name, distance: editDistance(folded, name) }))
    .sort((a, b) => a.distance - b.distance);
  return byDistance[0];
}

/** The name that was probably meant, to be offered beside an error that stands anyway; else undefined. */
export function suggestion(unknown: string, names: readonly string[]): string | undefined {
  const found = nearest(unknown, names);
  return found !== undefined && found.distance <= Math.max(2, found.name.length * 0.3) ? found.name : undefined;
}

/**
 * The name that was certainly meant, in an environment full of other programs' variables; else undefined. Short names
 * (`SEED`) are left alone, middling ones (`STRICT`, which is two letters from `SCRIPT`) allow one slip, long ones two.
 */
export function misspelling(unknown: string, names: readonly string[]): string | undefined {
  const candidates = names.filter((name) => name.length >= 6 && name.startsWith(unknown.charAt(0).toUpperCase()));
  const found = unknown.length >= 6 ? nearest(unknown, candidates) : undefined;
  return found !== undefined && found.distance <= (found.name.length < 8 ? 1 : 2) ? found.name : undefined;
}
