export type CheckStatus = 'ok' | 'warn' | 'FAIL';

/** What one look at the surroundings found. */
export interface Check {
  readonly status: CheckStatus;
  /** What was looked at, in a word or two. */
  readonly what: string;
  readonly detail: string;
  /** What to do about a `warn` or a `FAIL`, where the detail doesn't say so itself. */
  readonly remedy?: string;
}

/** How long each step may take, in milliseconds. */
export const stepTimeoutMs = 5_000;

export function ok(what: string, detail: string): Check {
  return { status: 'ok', what, detail };
}

export function warn(what: string, detail: string, remedy: string): Check {
  return { status: 'warn', what, detail, remedy };
}

export function fail(what: string, detail: string, remedy: string): Check {
  return { status: 'FAIL', what, detail, remedy };
}

/** The error's code where it has one (`ECONNREFUSED`), which needs no escaping; else its escaped message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return `no answer within ${stepTimeoutMs / 1000} s`;
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return 'code' in error ? String(error.code) : printable(error.message);
}

/** What the target sent can't move the cursor or fake a line: it is cut short, and controls are escaped. */
export function printable(text: string): string {
  return JSON.stringify(text.slice(0, 80))
    .slice(1, -1)
    .replace(/[\u007f-\u009f\u2028\u2029]/g, '?');
}

/** One line: `ok`, `warn` or `FAIL`, what, detail, remedy. */
export function formatCheck({ status, what, detail, remedy }: Check): string {
  return `${status.padEnd(4)}  ${what.padEnd(15)}  ${detail}${remedy === undefined ? '' : `  → ${remedy}`}`;
}
