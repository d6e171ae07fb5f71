import { fault, type Fault } from '../behaviour.ts';
import { jsonBody, withHeaders, withJson } from '../message.ts';
import { all, answers, type Change, crash, granted, header, status, toLogIn, when, type Where } from '../when.ts';
import { completed } from './completion.ts';
import { wrongCodes } from './wrong-code.ts';

const loggedIn = all(toLogIn, status(200));
const refused = all(toLogIn, status(401));
const authToken = { auth_token: '9b1d5e0c7f3a4286b1c0d9e8f7a6b5c4d3e2f1a0' };

function passwordOf({ body }: { body: Buffer }): string {
  const { password } = JSON.parse(body.toString()) as { password?: unknown };
  return typeof password === 'string' ? password : '';
}

/** A password that was the account's. */
const former: Where = (request, _answer, { state }) => state.passwordHistory.includes(passwordOf(request));

/** A password that the account never had, nor as the beginning of a longer one. */
const wrong: Where = all(refused, (request, _answer, { state }) =>
  state.passwordHistory.every((each) => !each.startsWith(passwordOf(request))),
);

/** Changes members of the answers to log-ins. */
const loggedInWith = (members: Readonly<Record<string, unknown>>) =>
  when(loggedIn, (answer) => withJson(answer, { ...(jsonBody(answer) as object), ...members }));

const asPublished = all(toLogIn, header('Authorization', /^Basic /));

/** Restores the initial password. */
const keepFirst: Change = (answer, _request, { state }) => {
  state.password = state.passwordHistory[0] ?? '';
  return answer;
};

/** Faults of logging in. */
export const loginFaults: readonly Fault[] = [
  fault(
    'new-password-cut',
    'A new password is cut to 16 characters',
    ['LG-01'],
    when(completed, (answer, request, { state }) => {
      if (passwordOf(request) !== state.passwordHistory[0]) state.password = state.password.slice(0, 16);
      return answer;
    }),
    'depending on earlier calls',
  ),
  fault(
    'new-password-lower-case',
    'A new password is kept in lower case',
    ['LG-01'],
    when(completed, (answer, request, { state }) => {
      if (passwordOf(request) !== state.passwordHistory[0]) state.password = state.password.toLowerCase();
      return answer;
    }),
    'depending on earlier calls',
  ),
  fault(
    'new-password-untyped',
    'A log-in with the new password brings no auth_token',
    ['LG-01'],
    when(
      all(loggedIn, (request, _answer, { state }) => passwordOf(request) !== state.passwordHistory[0]),
      (answer) => withJson(answer, { token: authToken.auth_token }),
    ),
    'depending on earlier calls',
  ),
  fault(
    'new-password-empty-token',
    'A log-in with the new password brings an empty auth_token',
    ['LG-01'],
    when(
      all(loggedIn, (request, _answer, { state }) => passwordOf(request) !== state.passwordHistory[0]),
      (answer) => withJson(answer, { auth_token: '' }),
    ),
    'depending on earlier calls',
  ),
  fault(
    'password-not-set',
    'Completing does not set the new password',
    ['LG-01', 'LG-02'],
    when(completed, keepFirst),
    'depending on earlier calls',
  ),
  fault(
    'old-password-stays',
    'The old password goes on logging in',
    ['LG-02'],
    when(all(refused, former), (answer) => withJson({ ...answer, status: 200 }, authToken)),
    'depending on earlier calls',
  ),
  fault(
    'old-password-crash',
    'The old password crashes the log-in',
    ['LG-02', 'RP-ERR-07'],
    when(all(refused, former), crash),
    'depending on earlier calls',
  ),
  fault(
    'old-password-409',
    'The old password is answered 409',
    ['LG-02'],
    when(all(refused, former), answers(409)),
    'depending on earlier calls',
  ),
  fault(
    'reset-locks-out',
    'A reset that is only asked for locks the password out',
    ['LG-03'],
    when(granted, (answer, _request, { state }) => {
      state.password = 'nobody has this password';
      return answer;
    }),
    'depending on earlier calls',
  ),
  fault(
    'reset-asks-for-second-factor',
    'After a reset the log-in asks for a second factor',
    ['LG-03'],
    when(
      all(loggedIn, (_request, _answer, { state }) => state.tokens.length > 0 && state.passwordHistory.length === 1),
      (...asked) => withHeaders(answers(401)(...asked), { 'WWW-Authenticate': 'Token' }),
    ),
    'depending on earlier calls',
  ),
  fault(
    'auth-token-renamed',
    'A log-in brings its token as token',
    ['LG-01', 'LG-03'],
    when(loggedIn, (answer) => withJson(answer, { token: authToken.auth_token })),
  ),
  fault(
    'any-password-logs-in',
    'Any password logs in',
    ['LG-04'],
    when(wrong, (answer) => withJson({ ...answer, status: 200 }, authToken)),
    'for one value',
  ),
  ...wrongCodes('wrong-password', 'A log-in with a wrong password', wrong, ['LG-04'], 400, 403, 404, 422, 500),
  fault('log-in-without-org-uuid', 'A log-in brings no org_uuid', ['LG-05'], loggedInWith({ org_uuid: undefined })),
  fault('log-in-org-type-empty', 'A log-in brings an empty org_type', ['LG-05'], loggedInWith({ org_type: '' })),
  fault(
    'log-in-permissions-list',
    'A log-in brings its permissions as a list',
    ['LG-05'],
    loggedInWith({ permission_assignments: ['products'] }),
  ),
  fault(
    'log-in-supplier-uuid-null',
    'A log-in brings null as the supplier_uuid of a retailer',
    ['LG-05'],
    loggedInWith({ supplier_uuid: null }),
  ),
  ...wrongCodes('published-log-in', 'A log-in with an empty Basic pair', asPublished, ['LG-06'], 400, 403, 422, 500),
  fault(
    'published-log-in-401',
    'A log-in with an empty Basic pair is answered 401',
    ['LG-06'],
    when(asPublished, (answer) => withHeaders({ ...answer, status: 401, body: '' }, { 'WWW-Authenticate': 'Token' })),
    'for one header',
  ),
  fault(
    'published-log-in-untyped',
    'A log-in with an empty Basic pair brings no auth_token',
    ['LG-06'],
    when(all(asPublished, loggedIn), (answer) => withJson(answer, { token: authToken.auth_token })),
    'for one header',
  ),
];
