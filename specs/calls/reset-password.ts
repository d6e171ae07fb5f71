import { calls } from '../../contract/documented.ts';
import type { Target } from '../../harness/model/target.ts';
import type { Header, Request } from '../../harness/model/message.ts';
import { type Exchange, isAnswered, stimulus } from '../../harness/model/exchange.ts';
import { jsonIfAny } from '../../harness/judge/rules.ts';

/** What of a request departs from the good one; a header set to `undefined` is left out. */
export interface Departure {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly framing?: NonNullable<Request['framing']>;
  readonly rawLines?: readonly string[];
  readonly withoutHost?: boolean;
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

/** Stimuli that clauses of several areas look at. Each is sent once in a run. */

export const plainReset = stimulus('plain reset', (to) => good(to), { hasEffect: true });

export const secondReset = stimulus('second reset', (to) => good(to), { hasEffect: true });

export const emptyObject = stimulus('empty object', () => post('{}'));

export const unknownAddress = stimulus('unknown address', (to) => probe(to));

export const blankEmail = stimulus('email is white space', () => post('{"email":"   "}'));

export const asText = stimulus('JSON declared text/plain', (to) =>
  probe(to, { headers: { 'Content-Type': 'text/plain' } }),
);

export const withGet = stimulus('GET', () => withMethod('GET'));
export const withPut = stimulus('PUT', (to) => probe(to, { method: 'PUT' }));
export const withPatch = stimulus('PATCH', (to) => probe(to, { method: 'PATCH' }));
export const withDelete = stimulus('DELETE', () => withMethod('DELETE'));
export const withHead = stimulus('HEAD', () => withMethod('HEAD'));
export const withOptions = stimulus('OPTIONS', () => withMethod('OPTIONS'));

/** A request without content, which declares none. */
export function withMethod(method: string): Request {
  return post(undefined, { method, headers: { 'Content-Type': undefined } });
}

export const strangerToken = stimulus(
  'an auth token of nobody',
  (to) => good(to, { headers: { Authorization: 'Token 0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c' } }),
  { hasEffect: true },
);

/** The reset token that an exchange issued, or undefined where it issued none. */
export function tokenOf(exchange: Exchange): string | undefined {
  if (!isAnswered(exchange) || exchange.response.status !== 200) return undefined;
  const body = jsonIfAny(exchange);
  if (typeof body !== 'object' || body === null || !('reset_token' in body)) return undefined;
  const { reset_token: token } = body;
  return typeof token === 'string' && token !== '' ? token : undefined;
}

/** True where a reset brought its token: in its answer, or as far as the answer tells by mail. */
export function isIssued(exchange: Exchange, { tokenDelivery }: Target): boolean {
  return tokenDelivery === 'mail' ? isGranted(exchange) : tokenOf(exchange) !== undefined;
}

/** True where an exchange is a reset of the test account that went through. */
export function isGranted(exchange: Exchange): boolean {
  return exchange.hasEffect && exchange.response?.status === 200;
}
