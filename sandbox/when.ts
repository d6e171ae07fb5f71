import { paths } from './application.ts';
import type { AnswerContext, Behaviour } from './behaviour.ts';
import { type SandboxAnswer, type SandboxRequest, withJson } from './message.ts';
import { randomText } from './state.ts';

/** The small words that faults and variations are written in. */

export type Change = (answer: SandboxAnswer, request: SandboxRequest, context: AnswerContext) => SandboxAnswer;
export type Where = (request: SandboxRequest, answer: SandboxAnswer, context: AnswerContext) => boolean;

/** Changes the answers to the requests that a condition fits. */
export function when(where: Where, change: Change): Behaviour {
  return {
    answer: (answer, request, context) => (where(request, answer, context) ? change(answer, request, context) : answer),
  };
}

/** All of the conditions. */
export function all(...conditions: readonly Where[]): Where {
  return (...seen) => conditions.every((condition) => condition(...seen));
}

export const toReset: Where = ({ path }) => path === paths.resetPassword;
export const toValidate: Where = ({ path, method }) => path === paths.completePassword && method === 'GET';
export const toComplete: Where = ({ path, method }) => path === paths.completePassword && method === 'POST';
export const toLogIn: Where = ({ path }) => path === paths.userLogin;
export const toApi: Where = ({ path }) => path !== paths.clock;

/** A reset that goes through. */
export const granted: Where = all(toReset, ({ method }, { status }) => method === 'POST' && status === 200);

/** An answer with this status. */
export const status =
  (...wanted: readonly number[]): Where =>
  (_request, answer) =>
    wanted.includes(answer.status);

/** A request with this method. */
export const method =
  (...wanted: readonly string[]): Where =>
  (request) =>
    wanted.includes(request.method);

/** A request whose body is this text, or fits it. */
export const body =
  (wanted: string | RegExp): Where =>
  (request) => {
    const text = request.body.toString('utf8');
    return typeof wanted === 'string' ? text === wanted : wanted.test(text);
  };

/** A POST of the reset call whose body is this text, or fits it. */
export const posted = (wanted: string | RegExp): Where => all(toResetByPost, body(wanted));

/** A request with a header of this value, or one that fits it; `undefined` where it has none. */
export const header =
  (name: string, wanted: string | RegExp | undefined): Where =>
  ({ headers }) => {
    const value = headers[name.toLowerCase()];
    if (wanted === undefined || value === undefined) return value === wanted;
    return typeof wanted === 'string' ? value === wanted : wanted.test(value);
  };

/** A request that could be a reset, going by its verb and its path. */
export const toResetByPost = all(toReset, method('POST'));

/** One whose content is JSON, going by its headers. */
export const toResetAsJson = all(
  toResetByPost,
  header('Content-Type', /^application\/json/i),
  header('Content-Encoding', undefined),
);

/** One that names the account, its letters escaped or not. */
export const toAccountReset = all(toResetByPost, body(/kiosk|\\u006b/i));

/** A request whose `email` is a string that fits. */
export const email =
  (fits: (value: string) => boolean): Where =>
  (request, ...rest) => {
    if (!toResetByPost(request, ...rest)) return false;
    const value = emailOf(request);
    return typeof value === 'string' && fits(value);
  };

/** What a request has as `email`; undefined where its body is no object. */
export function emailOf({ body: bytes }: SandboxRequest): unknown {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as { email?: unknown } | null;
    return value?.email;
  } catch {
    return undefined;
  }
}

/** Every n-th token that is issued. */
export const everyNthToken =
  (n: number): Where =>
  (_request, _answer, { state }) =>
    state.tokens.length % n === 0;

/**
 * Another status, all else the same: but a refusal in place of a success says so in its body, or it would carry what the
 * success brought, a token most of all.
 */
export const answers =
  (code: number): Change =>
  (answer) => {
    const turnedDown = code >= 400 && answer.status < 400;
    return {
      ...answer,
      status: code,
      ...(turnedDown ? { body: JSON.stringify({ detail: 'This is not taken.' }) } : {}),
    };
  };

/** A web server's page in place of the answer. */
export const page =
  (code: number, title = 'Error'): Change =>
  (answer) => ({
    status: code,
    headers: { ...answer.headers, 'Content-Type': 'text/html; charset=utf-8' },
    body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  });

/** What an application that catches everything says when its code breaks. */
export const crash: Change = (answer) => ({
  status: 500,
  headers: { ...answer.headers, 'Content-Type': 'application/json' },
  body: JSON.stringify({ detail: 'Something went wrong.' }),
});

/** A reset that nobody asked for, with a token that nothing knows. */
export const grant: Change = (answer) => withJson({ ...answer, status: 200 }, { reset_token: randomText(40) });

/** The answer to the request as it would be with another body, header or path. */
export const asIf =
  (request: (seen: SandboxRequest) => Partial<SandboxRequest>): Change =>
  (_answer, seen, { again }) =>
    again({ ...seen, ...request(seen) });

/** The answer to the request as a reset, whatever its verb and path were. */
export const asReset: Change = asIf(() => ({ method: 'POST', path: paths.resetPassword }));

/** The body of a request, as JSON. */
export const bodyOf = (value: unknown): Pick<SandboxRequest, 'body'> => ({ body: Buffer.from(JSON.stringify(value)) });
