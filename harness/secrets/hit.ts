/** A secret and the name it is shown by. */
export interface Secret {
  readonly value: string;
  /** Such as `<reset_token#2>`; equal secrets have equal placeholders. */
  readonly placeholder: string;
  /** Shell variable that stands for it in a `curl` line, without `$`. */
  readonly variable: string;
  /** False for what is masked only, be it for privacy's sake or because it stands in other text too: not searched for. */
  readonly secret: boolean;
}

/** A stretch of a text that must not be shown. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  /** Undefined for compressed content that can't be opened. */
  readonly secret: Secret | undefined;
  /** True where the stretch is the whole value; false for an excerpt of it. */
  readonly whole: boolean;
  /** True where the value stands there as text, with escapes or without; false where it is encoded. */
  readonly asText: boolean;
}

/**
 * The stretches of a text that are to be replaced: hits that overlap are one, named by the longest whole secret in it.
 *
 * @returns in ascending order, without overlap.
 */
export function merged(hits: readonly Hit[]): Hit[] {
  const regions: Hit[] = [];
  for (const hit of [...hits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = regions.at(-1);
    if (last === undefined || hit.start >= last.end) {
      regions.push(hit);
      continue;
    }
    const [better, other] = weight(hit) > weight(last) ? [hit, last] : [last, hit];
    const end = Math.max(hit.end, last.end);
    const isAll = better.start <= other.start && better.end === end;
    regions[regions.length - 1] = {
      ...better,
      start: last.start,
      end,
      whole: better.whole && isAll,
      asText: better.asText && isAll,
    };
  }
  return regions;
}

/** A whole secret outweighs an excerpt, a longer stretch a shorter one. */
function weight({ start, end, whole, secret }: Hit): number {
  return end - start + (whole ? 2 ** 31 : 0) + (secret === undefined ? 2 ** 32 : 0);
}
