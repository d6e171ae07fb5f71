import { paths } from '../application.ts';
import { variation, type Variation } from '../behaviour.ts';
import { remember } from '../memory.ts';
import { jsonBody, withHeaders, withJson } from '../message.ts';
import { all, answers, status, toComplete, toLogIn, toOrganization, when, type Where } from '../when.ts';

const loggedIn = all(toLogIn, status(200));

/** A password that the account had, and no longer has. */
const former: Where = all(toLogIn, status(401), ({ body }, _answer, { state }) => {
  const { password } = JSON.parse(body.toString()) as { password?: unknown };
  return typeof password === 'string' && state.passwordHistory.includes(password);
});

/** When the account's password was changed last, in milliseconds since the epoch. */
const lastChange = remember(() => ({ at: 0 }));

/** Changes members of the answers to log-ins. */
const loggedInWith = (members: Readonly<Record<string, unknown>>) =>
  when(loggedIn, (answer) => withJson(answer, { ...(jsonBody(answer) as object), ...members }));

/** Variations of logging in, and of what an auth token opens. */
export const logInVariations: readonly Variation[] = [
  ...[400, 403, 404, 422].map((code) =>
    variation(
      `former-password-refused-with-${code}`,
      `A password that the account had before is refused with ${code}`,
      when(former, (answer) => withHeaders({ ...answer, status: code }, { 'WWW-Authenticate': undefined })),
    ),
  ),
  variation(
    'log-in-without-uuid-of-kind',
    'A log-in has neither retailer_uuid nor supplier_uuid',
    loggedInWith({ retailer_uuid: undefined, supplier_uuid: undefined }),
  ),
  variation(
    'log-in-without-permissions',
    'A log-in has no permission to name',
    loggedInWith({ permission_assignments: {} }),
  ),
  variation('one-auth-token', 'A log-in ends the auth tokens before it', { policy: { logInEndsEarlier: true } }),
  variation('auth-tokens-refused-with-403', 'Auth tokens that are not good are refused with 403', {
    policy: { refusedAuthToken: 403 },
  }),
  variation('auth-tokens-live-a-little-longer', 'Auth tokens live half a minute longer than two hours', {
    policy: { authTokenLifeSeconds: 7230 },
  }),
  variation('auth-tokens-end-late', 'A completion ends the auth tokens before it after two seconds', {
    policy: { completeEndsAuthTokens: false },
    answer: (answer, request, context) => {
      const change = lastChange(context.state);
      const { now, authTokens } = context.state;
      if (toComplete(request, answer, context) && answer.status === 200) change.at = now;
      if (!toOrganization(request, answer, context) || answer.status !== 200 || now - change.at < 2000) return answer;
      const token = authTokens.find(({ value }) => request.headers.authorization === `Token ${value}`);
      if (token === undefined || token.issuedAt > change.at) return answer;
      return withHeaders(
        { ...answer, status: 401, body: '' },
        { 'WWW-Authenticate': 'Token', 'Content-Type': undefined },
      );
    },
  }),
  variation(
    'organization-not-there',
    'There is nothing at the path of organization details',
    when(({ path }) => path === paths.organizations, answers(404)),
  ),
];
