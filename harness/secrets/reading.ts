/** A text that stands for a part of another one, the source. */
export interface Reading {
  /** Undefined where there is compressed content that can't be opened. */
  readonly text: string | undefined;
  /**
   * `escaped`: the source with single characters written otherwise. `encoded`: base64 or hexadecimal digits.
   * `compressed`: gzip and its like.
   */
  readonly by: 'escaped' | 'encoded' | 'compressed';
  /** True where it may be one document of octets, and so be compressed as a whole. */
  readonly isWhole: boolean;
  /** The stretch of the source that holds a stretch of the text. */
  readonly place: (start: number, end: number) => readonly [start: number, end: number];
}

/** True for a stretch of a text that has not been read before. */
export type IsNew = (start: number, end: number) => boolean;

/** The index of the last number that is not above a limit, in ascending numbers of which the first is not. */
export function lastUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
