/** Shorter strings, in characters, are no secrets worth the name: they stand in any text by chance. */
export const shortestSecret = 8;

/** A number as small as a time in microseconds, or a time as RFC 3339 writes it. */
const time = /^(?:\d{1,16}|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-][\d:]+)?)$/;

/**
 * True where to find a value tells that it got out. A short one, one word such as `password`, and a token that is nothing
 * but the time stand in any report.
 */
export function canBeSearchedFor(value: string): boolean {
  return value.length >= shortestSecret && !/^[A-Za-z]?[a-z]{1,13}$/.test(value) && !time.test(value);
}
