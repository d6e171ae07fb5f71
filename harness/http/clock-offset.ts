/** A clock that is off by more than this, in milliseconds, makes promises about hours hard to read. */
export const clockAllowanceMs = 60_000;

/**
 * How far a target's clock is from ours, by its `Date` field (RFC 9110 6.6.1).
 *
 * @param date Value of `Date`.
 * @param ours Our time when the response came, in milliseconds since the epoch.
 * @returns milliseconds, above 0 where the target is ahead; undefined where the field is absent or no date.
 */
export function clockOffsetMs(date: string | undefined, ours: number): number | undefined {
  const theirs = Date.parse(date ?? '');
  return Number.isNaN(theirs) ? undefined : theirs - ours;
}
