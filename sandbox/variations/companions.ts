import { paths } from '../application.ts';
import { type Behaviour, variation, type Variation } from '../behaviour.ts';
import { jsonBody, withJson, type SandboxRequest } from '../message.ts';
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

/** A variation that refuses tokens or log-ins with another code. */
function refusing(what: 'refusedToken' | 'refusedLogin', code: number): Variation {
  const [id, words] = what === 'refusedToken' ? ['tokens', 'Tokens that are not good are'] : ['log-in', 'A log-in is'];
  return variation(`${id}-refused-with-${code}`, `${words} refused with ${code}`, { policy: { [what]: code } });
}

/** Variations of validating, completing and logging in. */
export const companionVariations: readonly Variation[] = [
  ...[400, 401, 403].map((code) => refusing('refusedToken', code)),
  ...[400, 403, 422].map((code) => refusing('refusedLogin', code)),
  variation('tokens-refused-by-reason', 'A token that was good once is refused with 403, one that never was with 400', {
    answer: (answer, request, context) => {
      const refused = answer.status === 422 && !withoutToken(request, answer, context);
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
