import type { Exchange } from '../model/exchange.ts';

/**
 * What failed on the way and was sent again, in one line. A clause may pass on the answer that came then; a target that
 * often answers so is worth a look all the same.
 *
 * @returns undefined where nothing was sent again; waits for a limit (429, 503 with `Retry-After`) are none.
 */
export function repeatsLine(exchanges: readonly Exchange[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { status, trouble } of exchanges.flatMap(({ earlier }) => earlier)) {
    const what = trouble?.kind ?? (status === 502 || status === 504 ? String(status) : undefined);
    if (what !== undefined) counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  if (counts.size === 0) return undefined;
  const sum = [...counts.values()].reduce((a, b) => a + b);
  const kinds = [...counts].map(([what, count]) => `${count} × ${what}`).join(', ');
  return `${sum} ${sum === 1 ? 'answer' : 'answers'} failed on the way and ${sum === 1 ? 'was' : 'were'} asked for again (${kinds}): look at the target and what stands before it`;
}
