import { type Response, fieldValue } from '../model/message.ts';

/** The first wait where a limit names none, in milliseconds. */
const unnamedWaitMs = 500;

/**
 * How long a response asks us to wait, by `Retry-After` in either form (RFC 9110 10.2.3).
 *
 * @param now Our clock, in milliseconds since the epoch. For the date form the response's own `Date` is preferred,
 *   so that a clock that is off does not turn into a wrong wait.
 * @returns milliseconds, never negative; undefined where the field is absent or says nothing.
 */
export function retryAfterMs(response: Response, now: number): number | undefined {
  const value = fieldValue(response.headers, 'Retry-After')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const theirs = Date.parse(fieldValue(response.headers, 'Date') ?? '');
  return Math.max(0, until - (Number.isNaN(theirs) ? now : theirs));
}

/** True for an answer that says "not now": 429, and 503 with `Retry-After` (RFC 6585 4, RFC 9110 15.6.4). */
export function isLimited(response: Response): boolean {
  return (
    response.status === 429 || (response.status === 503 && fieldValue(response.headers, 'Retry-After') !== undefined)
  );
}

/**
 * How long to wait before a limited request is sent again: what the response names, else a time that doubles with each
 * wait.
 *
 * @param waits How often it was limited in a row, from 1.
 * @param now Our clock, in milliseconds since the epoch.
 * @returns milliseconds.
 */
export function waitAfterLimitMs(response: Response, waits: number, now: number): number {
  return retryAfterMs(response, now) ?? unnamedWaitMs * 2 ** (waits - 1);
}
