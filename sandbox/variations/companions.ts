import { paths } from '../application.ts';
import { type Behaviour, variation, type Variation } from '../behaviour.ts';
import { jsonBody, withHeaders, withJson, type SandboxRequest } from '../message.ts';
import type { State } from '../state.ts';
import { all, answers, status, toComplete, toLogIn, toValidate, when, type Where } from '../when.ts';

/** The JSON object in a completion, or an empty one if there is none. */
function completion({ body, headers }: SandboxRequest): { token?: unknown; password?: unknown } {
  const value = jsonBody({ status: 0, headers: {}, body });
  const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
  return isJson && typeof value === 'object' && value !== null ? value : {};
}

/** Changes the content of completions before the application sees it. */
function completes(change: (content: object, request: SandboxRequest, state: State) => object): Behaviour {
  return {
    request: (request, state) => {
      const content = completion(request);
      if (request.method !== 'POST' || content.token === undefined || content.password === undefined) return request;
      return { ...request, body: Buffer.from(JSON.stringify(change(content, request, state))) };
    },
  };
}

const issued: Where = (request, _answer, { state }) => {
  const value = request.query.get('token') ?? completion(request).token;
  return state.tokens.some((token) => token.value === value);
};
const withoutToken: Where = (request, ...rest) =>
  toComplete(request, ...rest) ? completion(request).token === undefined : request.query.get('token') === null;
const longToken: Where = ({ query }) => (query.get('token') ?? '').length > 1024;

/** Adds members that are named like secrets but hold words and times, as many frameworks do. */
export const speaksOfSecrets: Behaviour = when(
  (request, answer) =>
    (request.path === paths.completePassword || request.path === paths.userLogin) &&
    typeof jsonBody(answer) === 'object',
  (answer, _request, { state }) =>
    withJson(answer, {
      ...(jsonBody(answer) as object),
      ...(answer.status < 300
        ? { token: 'validated', token_issued_at: Math.floor(state.now / 1000), sessionCreated: 'today' }
        : { token: ['This field is required.', 'required'], password: { error: 'incorrect', rule: 'organizations' } }),
    }),
);

/** A variation that refuses tokens with another code. */
function refusing(code: number): Variation {
  return variation(`tokens-refused-with-${code}`, `Tokens that are not good are refused with ${code}`, {
    policy: { refusedToken: code },
  });
}

/** A variation that keeps caches from answering in another way. */
function notStored(id: string, words: string, headers: Readonly<Record<string, string>>): Variation {
  return variation(
    id,
    `What says that a token is valid is ${words}`,
    when(all(toValidate, status(200)), (answer) => withHeaders(answer, headers)),
  );
}

/** Variations of validating, completing and logging in. */
export const companionVariations: readonly Variation[] = [
  ...[400, 401, 403, 404].map(refusing),
  variation('race-lost-409', 'Of two completions at once the later one is answered 409', {
    ...when(
      all(toComplete, status(422), ({ concurrent }) => concurrent > 1),
      answers(409),
    ),
    delayMs: ({ path, method }) => (path === paths.completePassword && method === 'POST' ? 50 : 0),
  }),
  notStored('validation-private', 'private', { 'Cache-Control': 'private' }),
  notStored('validation-no-cache', 'not used again without asking', { 'Cache-Control': 'no-cache' }),
  notStored('validation-private-stale-at-once', 'private, and stale at once by all means', {
    'Cache-Control': 'private, max-age=0, must-revalidate',
    Expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
    Pragma: 'no-cache',
  }),
  variation('tokens-refused-by-reason', 'A token that was good once is refused with 403, one that never was with 400', {
    answer: (answer, request, context) => {
      const refused = answer.status === 422 && answer.body.includes('The token is not good');
      if (!refused || !(toValidate(request, answer, context) || toComplete(request, answer, context))) return answer;
      return { ...answer, status: issued(request, answer, context) ? 403 : 400 };
    },
  }),
  variation(
    'members-of-companions-422',
    'A token or a password that is missing is refused with 422 by the companion calls',
    when(
      (request, answer, context) =>
        answer.status === 400 &&
        ((toValidate(request, answer, context) && withoutToken(request, answer, context)) ||
          (toComplete(request, answer, context) && answer.body.toString().includes('is missing'))),
      answers(422),
    ),
  ),
  variation(
    'long-token-414',
    'A long token makes the URL too long, which is answered 414',
    when(all(toValidate, longToken), (answer) => ({ ...answer, status: 414 })),
  ),
  variation(
    'long-token-413',
    'A long token is answered 413',
    when(all(toValidate, longToken), (answer) => ({ ...answer, status: 413 })),
  ),
  variation('validate-204', 'Validating is answered 204', { policy: { validated: 204 } }),
  variation('complete-201', 'Completing is answered 201', { policy: { completed: 201 } }),
  variation('complete-204', 'Completing is answered 204', { policy: { completed: 204 } }),
  variation(
    'validation-comes-first',
    'Only a token that was validated completes',
    completes((content, request, { tokens }) => {
      const token = tokens.find(({ value }) => value === completion(request).token);
      return token?.validated === false ? { ...content, token: 'not validated' } : content;
    }),
  ),
  variation(
    'passwords-have-a-history',
    'A password that the account had before is refused',
    completes((content, request, { passwordHistory }) =>
      passwordHistory.some((each) => each === completion(request).password) ? { ...content, password: '' } : content,
    ),
  ),
  variation(
    'log-in-has-more',
    'A log-in has further members',
    when(all(toLogIn, status(200)), (answer) =>
      withJson(answer, { ...(jsonBody(answer) as object), user: { name: 'Kiosk' }, roles: ['retailer'] }),
    ),
  ),
  variation(
    'companions-speak-of-secrets',
    'The companion calls say under the names of secrets what became of them',
    speaksOfSecrets,
  ),
];
