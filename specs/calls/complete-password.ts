import { calls } from '../../contract/documented.ts';
import type { Header, Request } from '../../harness/model/message.ts';

export const path: string = calls.completePassword.path;

const accept: Header = ['Accept', '*/*'];

/** Asks whether a token is good, in the form of the published sample: a media type is declared, and nothing is sent. */
export function validation(token: string): Request {
  return { ...plainValidation(token), headers: [accept, ['Content-Type', 'application/octet-stream']] };
}

/** Asks whether a token is good and declares no media type; without a token where none is given. */
export function plainValidation(token?: string): Request {
  const query = token === undefined ? '' : `?token=${encodeURIComponent(token)}`;
  return { method: calls.validateToken.method, path: `${path}${query}`, headers: [accept] };
}

/** The good completion, with what departs from it on purpose. */
export function completion(
  body: string,
  { method = calls.completePassword.method, type = 'application/json; charset=utf-8' }: Departure = {},
): Request {
  return { method, path, headers: [accept, ['Content-Type', type]], body: Buffer.from(body) };
}

/** What of a completion departs from the good one. */
interface Departure {
  readonly method?: string;
  readonly type?: string;
}

/** The good body of a completion. */
export function bodyFor(token: string, password: string): string {
  return JSON.stringify({ token, password });
}

/** As long as the documented example, and of the same characters: only the service can know that it is none. */
export const neverIssued = 'Q7m2Xv9Kc4Tb8Zr1Lw5N';
