import { fault, type Fault } from '../behaviour.ts';
import { withHeaders, withJson } from '../message.ts';
import { all, answers, type Change, crash, granted, status, toLogIn, when, type Where } from '../when.ts';
import { completed } from './completion.ts';

const loggedIn = all(toLogIn, status(200));
const refused = all(toLogIn, status(401));
const authToken = { auth_token: '9b1d5e0c7f3a4286b1c0d9e8f7a6b5c4d3e2f1a0' };

function passwordOf({ body }: { body: Buffer }): string {
  const { password } = JSON.parse(body.toString()) as { password?: unknown };
  return typeof password === 'string' ? password : '';
}

/** A request after the password was changed. */
const changed: Where = (_request, _answer, { state }) => state.passwordHistory.length > 1;

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
    when(
      all(refused, (request, _answer, { state }) => state.passwordHistory.includes(passwordOf(request))),
      (answer) => withJson({ ...answer, status: 200 }, authToken),
    ),
    'depending on earlier calls',
  ),
  fault(
    'old-password-crash',
    'The old password crashes the log-in',
    ['LG-02', 'RP-ERR-07'],
    when(all(refused, changed), crash),
    'depending on earlier calls',
  ),
  fault(
    'old-password-404',
    'The old password is answered 404',
    ['LG-02'],
    when(all(refused, changed), answers(404)),
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
];
