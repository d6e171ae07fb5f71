import { calls } from '../../contract/documented.ts';
import type { Target } from '../../harness/model/target.ts';
import type { Header, Request } from '../../harness/model/message.ts';

/** What of a request departs from the good one; a header set to `undefined` is left out. */
export interface Departure {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly framing?: NonNullable<Request['framing']>;
  readonly rawLines?: readonly string[];
  readonly expectContinueMs?: number;
}

export const path: string = calls.resetPassword.path;

const goodHeaders = { Accept: '*/*', 'Content-Type': 'application/json; charset=utf-8' };

/** The good request to reset-password, with a body, and with what departs from it on purpose. */
export function post(body: string | Uint8Array | undefined, departure: Departure = {}): Request {
  const { headers, ...rest } = departure;
  const all: Readonly<Record<string, string | undefined>> = { ...goodHeaders, ...headers };
  const fields = Object.entries(all);
  return {
    method: calls.resetPassword.method,
    path,
    ...rest,
    headers: fields.filter((field): field is [string, string] => field[1] !== undefined) satisfies Header[],
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  };
}

/** The good request for the test account. */
export function good(to: Target, departure: Departure = {}): Request {
  return post(bodyFor(to.accountEmail), departure);
}

/** A request that would be good but names an address of no account, for probes. */
export function probe(to: Target, departure: Departure = {}): Request {
  return post(bodyFor(to.unknownEmail), departure);
}

/** The good body for an address. */
export function bodyFor(address: string): string {
  return JSON.stringify({ email: address });
}

/** A body with any value as `email`. */
export function emailIs(value: unknown): string {
  return JSON.stringify({ email: value });
}
