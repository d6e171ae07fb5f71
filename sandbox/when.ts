import { paths } from './application.ts';
import type { AnswerContext, Behaviour } from './behaviour.ts';
import { type SandboxAnswer, type SandboxRequest, withJson } from './message.ts';
import { randomText } from './state.ts';

/** Changes an answer. */
export type Change = (answer: SandboxAnswer, request: SandboxRequest, context: AnswerContext) => SandboxAnswer;

/** Tells whether a request and its answer meet a condition. */
export type Where = (request: SandboxRequest, answer: SandboxAnswer, context: AnswerContext) => boolean;

/** Changes the answers to the requests that meet a condition. */
export function when(where: Where, change: Change): Behaviour {
  return {
    answer: (answer, request, context) => (where(request, answer, context) ? change(answer, request, context) : answer),
  };
}

/** A request that meets all of these conditions. They are checked in order, up to the first that fails. */
export function all(...conditions: readonly Where[]): Where {
  return (...seen) => conditions.every((condition) => condition(...seen));
}

/** A request to the reset call. */
export const toReset: Where = ({ path }) => path === paths.resetPassword;
/** A request to validate a token. */
export const toValidate: Where = ({ path, method }) => path === paths.completePassword && method === 'GET';
/** A request to complete a password. */
export const toComplete: Where = ({ path, method }) => path === paths.completePassword && method === 'POST';
/** A request to log in. */
export const toLogIn: Where = ({ path }) => path === paths.userLogin;
/** A request for the details of the organization. */
export const toOrganization: Where = ({ path }) => path === paths.organizations;
/** Any request except to the clock control. */
export const toApi: Where = ({ path }) => path !== paths.clock;

/** A reset that succeeds. */
export const granted: Where = all(toReset, ({ method }, { status }) => method === 'POST' && status === 200);

/** An answer with one of these status codes. */
export const status =
  (...wanted: readonly number[]): Where =>
  (_request, answer) =>
    wanted.includes(answer.status);

/** A request with one of these methods. */
export const method =
  (...wanted: readonly string[]): Where =>
  (request) =>
    wanted.includes(request.method);

/** A request whose body is this text or matches this pattern. */
export const body =
  (wanted: string | RegExp): Where =>
  (request) => {
    const text = request.body.toString('utf8');
    return typeof wanted === 'string' ? text === wanted : wanted.test(text);
  };

/** A POST to the reset call whose body is this text or matches this pattern. */
export const posted = (wanted: string | RegExp): Where => all(toResetByPost, body(wanted));

/** A request with a header that has this value or matches this pattern. `undefined` stands for no such header. */
export const header =
  (name: string, wanted: string | RegExp | undefined): Where =>
  ({ headers }) => {
    const value = headers[name.toLowerCase()];
    if (wanted === undefined || value === undefined) return value === wanted;
    return typeof wanted === 'string' ? value === wanted : wanted.test(value);
  };

/** A request with the method and path of a reset. */
export const toResetByPost = all(toReset, method('POST'));

/** A reset request whose headers declare plain JSON. */
export const toResetAsJson = all(
  toResetByPost,
  header('Content-Type', /^application\/json/i),
  header('Content-Encoding', undefined),
);

/** A reset request for the account, with its address in plain or escaped letters. */
export const toAccountReset = all(toResetByPost, body(/kiosk|\\u006b/i));

/** A reset request whose `email` is a string that meets a condition. */
export const email =
  (fits: (value: string) => boolean): Where =>
  (request, ...rest) => {
    if (!toResetByPost(request, ...rest)) return false;
    const value = emailOf(request);
    return typeof value === 'string' && fits(value);
  };

/** The value of `email` in a request, or undefined if it has none. */
export function emailOf({ body: bytes }: SandboxRequest): unknown {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as { email?: unknown } | null;
    return value?.email;
  } catch {
    return undefined;
  }
}

/** A request after which the number of issued tokens is a multiple of n. */
export const everyNthToken =
  (n: number): Where =>
  (_request, _answer, { state }) =>
    state.tokens.length % n === 0;

/**
 * Replaces the status. A refusal in place of a success also gets another body, because the body of the success may
 * hold a token.
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

/** Replaces the answer by an HTML page. */
export const page =
  (code: number, title = 'Error'): Change =>
  (answer) => ({
    status: code,
    headers: { ...answer.headers, 'Content-Type': 'text/html; charset=utf-8' },
    body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  });

/** Replaces the answer by the 500 of an application that catches all exceptions. */
export const crash: Change = (answer) => ({
  status: 500,
  headers: { ...answer.headers, 'Content-Type': 'application/json' },
  body: JSON.stringify({ detail: 'Something went wrong.' }),
});

/** Replaces the answer by a reset with a token that was never issued. */
export const grant: Change = (answer) => withJson({ ...answer, status: 200 }, { reset_token: randomText(40) });

/** Answers the request as if it had another method, path, header or body. */
export const asIf =
  (request: (seen: SandboxRequest) => Partial<SandboxRequest>): Change =>
  (_answer, seen, { again }) =>
    again({ ...seen, ...request(seen) });

/** Answers the request as if it were a POST to the reset call. */
export const asReset: Change = asIf(() => ({ method: 'POST', path: paths.resetPassword }));

/** A request body with this value as JSON. */
export const bodyOf = (value: unknown): Pick<SandboxRequest, 'body'> => ({ body: Buffer.from(JSON.stringify(value)) });
