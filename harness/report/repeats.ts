import type { Exchange } from '../model/exchange.ts';

/** Above this share of the requests, answers that were asked for again are worth a warning. */
const mentionable = 0.01;
/** Above this share a run does not tell how the target behaves. */
const tooLarge = 0.05;
/** So few are chance, whatever their share: one request that was asked three times has two of them. */
const chance = 2;

/** The answers of a run that failed on the way and were asked for again. */
export interface Repeats {
  readonly count: number;
  /** How many there were, in words; undefined where there were none. */
  readonly words?: string;
  /** Set where there were so many that they deserve attention: how many, of what kind, and what to do. */
  readonly warning?: string;
  /** Set where there were so many that the run decides nothing. */
  readonly tooMany?: string;
}

/**
 * Counts what failed on the way and was sent again. A clause may pass on the answer that came then; a target that often
 * answers so is worth a look all the same. Waits for a limit (429, 503 with `Retry-After`) do not count, nor does what was
 * sent on a connection that had grown stale.
 *
 * @param requests How many requests were sent, repeated ones included.
 */
export function repeatsIn(exchanges: readonly Exchange[], requests: number): Repeats {
  const counts = new Map<string, number>();
  for (const { status, trouble, stale } of exchanges.flatMap(({ earlier }) => earlier)) {
    if (stale === true) continue;
    const what = trouble?.kind ?? (status === 502 || status === 504 ? String(status) : undefined);
    if (what !== undefined) counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const count = [...counts.values()].reduce((a, b) => a + b, 0);
  if (count === 0) return { count };
  const words = `${count} ${count === 1 ? 'answer was' : 'answers were'} asked for again`;
  const share = count / requests;
  if (share <= mentionable) return { count, words };
  const kinds = [...counts].map(([what, times]) => `${times} × ${what}`).join(', ');
  const failed = `${count} of ${requests} answers (${(share * 100).toFixed(1)} %) failed on the way and ${count === 1 ? 'was' : 'were'} asked for again (${kinds}): look at the target and what stands before it`;
  return { count, words, warning: failed, ...(share > tooLarge && count > chance ? { tooMany: failed } : {}) };
}
