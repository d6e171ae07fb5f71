import { paths } from '../application.ts';
import type { Behaviour, Variation } from '../behaviour.ts';
import { jsonBody, withJson, type SandboxRequest } from '../message.ts';
import { all, answers, status, toComplete, toLogIn, toValidate, when, type Where } from '../when.ts';

/** What a request to complete carries; nothing where it is no JSON object. */
function completion({ body, headers }: SandboxRequest): { token?: unknown; password?: unknown } {
  const value = jsonBody({ status: 0, headers: {}, body });
  const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
  return isJson && typeof value === 'object' && value !== null ? value : {};
}

/** Completes otherwise: changes what the application sees of a completion. */
function completes(
  change: (content: object, request: SandboxRequest, state: Parameters<NonNullable<Behaviour['request']>>[1]) => object,
): Pick<Behaviour, 'request'> {
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

/** Answers of the companion calls with words and times under the names of secrets, as many frameworks write them. */
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

/** A variation of the codes that tokens and log-ins are refused with. */
function refusing(what: 'refusedToken' | 'refusedLogin', code: number): Variation {
  const [id, words] = what === 'refusedToken' ? ['tokens', 'Tokens that are not good are'] : ['log-in', 'A log-in is'];
  return {
    id: `${id}-refused-with-${code}`,
    title: `${words} refused with ${code}`,
    strict: true,
    policy: { [what]: code },
  };
}

/** What validating, completing and logging in may do otherwise. */
export const companionVariations: readonly Variation[] = [
  ...[400, 401, 403].map((code) => refusing('refusedToken', code)),
  ...[400, 403, 422].map((code) => refusing('refusedLogin', code)),
  {
    id: 'tokens-refused-by-reason',
    title: 'A token that was good once is refused with 403, one that never was with 400',
    strict: true,
    answer: (answer, request, context) => {
      const refused = answer.status === 422 && !withoutToken(request, answer, context);
      if (!refused || !(toValidate(request, answer, context) || toComplete(request, answer, context))) return answer;
      return { ...answer, status: issued(request, answer, context) ? 403 : 400 };
    },
  },
  {
    id: 'members-of-companions-422',
    title: 'A token or a password that is missing is refused with 422 by the companion calls',
    strict: true,
    ...when(
      (request, answer, context) =>
        answer.status === 400 &&
        ((toValidate(request, answer, context) && withoutToken(request, answer, context)) ||
          (toComplete(request, answer, context) && answer.body.toString().includes('is missing'))),
      answers(422),
    ),
  },
  {
    id: 'long-token-414',
    title: 'A long token makes the URL too long, which is answered 414',
    strict: true,
    ...when(all(toValidate, longToken), (answer) => ({ ...answer, status: 414 })),
  },
  {
    id: 'long-token-413',
    title: 'A long token is answered 413',
    strict: true,
    ...when(all(toValidate, longToken), (answer) => ({ ...answer, status: 413 })),
  },
  { id: 'validate-204', title: 'Validating is answered 204', strict: true, policy: { validated: 204 } },
  { id: 'complete-201', title: 'Completing is answered 201', strict: true, policy: { completed: 201 } },
  { id: 'complete-204', title: 'Completing is answered 204', strict: true, policy: { completed: 204 } },
  {
    id: 'validation-comes-first',
    title: 'Only a token that was validated completes',
    strict: true,
    ...completes((content, request, { tokens }) => {
      const token = tokens.find(({ value }) => value === completion(request).token);
      return token?.validated === false ? { ...content, token: 'not validated' } : content;
    }),
  },
  {
    id: 'passwords-have-a-history',
    title: 'A password that the account had before is refused',
    strict: true,
    ...completes((content, request, { passwordHistory }) =>
      passwordHistory.some((each) => each === completion(request).password) ? { ...content, password: '' } : content,
    ),
  },
  {
    id: 'log-in-has-more',
    title: 'A log-in has further members',
    strict: true,
    ...when(all(toLogIn, status(200)), (answer) =>
      withJson(answer, { ...(jsonBody(answer) as object), user: { name: 'Kiosk' }, roles: ['retailer'] }),
    ),
  },
  {
    id: 'companions-speak-of-secrets',
    title: 'The companion calls say under the names of secrets what became of them',
    strict: true,
    ...speaksOfSecrets,
  },
];
