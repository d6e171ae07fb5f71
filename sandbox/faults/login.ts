import type { Fault } from '../behaviour.ts';
import { withHeaders, withJson } from '../message.ts';
import { all, answers, type Change, crash, granted, status, toComplete, toLogIn, when, type Where } from '../when.ts';

const completed = all(toComplete, status(200));
const loggedIn = all(toLogIn, status(200));
const refused = all(toLogIn, status(401));
const authToken = { auth_token: '9b1d5e0c7f3a4286b1c0d9e8f7a6b5c4d3e2f1a0' };

function passwordOf({ body }: { body: Buffer }): string {
  const { password } = JSON.parse(body.toString()) as { password?: unknown };
  return typeof password === 'string' ? password : '';
}

/** Whether a password was changed before, by the journey. */
const changed: Where = (_request, _answer, { state }) => state.passwordHistory.length > 1;
/** Puts the password of the start back. */
const keepFirst: Change = (answer, _request, { state }) => {
  state.password = state.passwordHistory[0] ?? '';
  return answer;
};

/** What breaks about logging in. */
export const loginFaults: readonly Fault[] = [
  {
    id: 'new-password-cut',
    title: 'A new password is cut to 16 characters',
    breaks: ['LG-01'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...when(completed, (answer, request, { state }) => {
      if (passwordOf(request) !== state.passwordHistory[0]) state.password = state.password.slice(0, 16);
      return answer;
    }),
  },
  {
    id: 'new-password-lower-case',
    title: 'A new password is kept in lower case',
    breaks: ['LG-01'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...when(completed, (answer, request, { state }) => {
      if (passwordOf(request) !== state.passwordHistory[0]) state.password = state.password.toLowerCase();
      return answer;
    }),
  },
  {
    id: 'new-password-untyped',
    title: 'A log-in with the new password brings no auth_token',
    breaks: ['LG-01'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...when(
      all(loggedIn, (request, _answer, { state }) => passwordOf(request) !== state.passwordHistory[0]),
      (answer) => withJson(answer, { token: authToken.auth_token }),
    ),
  },
  {
    id: 'new-password-empty-token',
    title: 'A log-in with the new password brings an empty auth_token',
    breaks: ['LG-01'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...when(
      all(loggedIn, (request, _answer, { state }) => passwordOf(request) !== state.passwordHistory[0]),
      (answer) => withJson(answer, { auth_token: '' }),
    ),
  },
  {
    id: 'password-not-set',
    title: 'Completing does not set the new password',
    breaks: ['LG-01', 'LG-02'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...when(completed, keepFirst),
  },
  {
    id: 'old-password-stays',
    title: 'The old password goes on logging in',
    breaks: ['LG-02'],
    shows: 'only after another call',
    origin: 'security',
    ...when(
      all(refused, (request, _answer, { state }) => state.passwordHistory.includes(passwordOf(request))),
      (answer) => withJson({ ...answer, status: 200 }, authToken),
    ),
  },
  {
    id: 'old-password-crash',
    title: 'The old password crashes the log-in',
    breaks: ['LG-02', 'RP-ERR-07'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...when(all(refused, changed), crash),
  },
  {
    id: 'old-password-404',
    title: 'The old password is answered 404',
    breaks: ['LG-02'],
    shows: 'only after another call',
    origin: 'framework',
    ...when(all(refused, changed), answers(404)),
  },
  {
    id: 'reset-locks-out',
    title: 'A reset that is only asked for locks the password out',
    breaks: ['LG-03'],
    shows: 'only after another call',
    origin: 'security',
    ...when(granted, (answer, _request, { state }) => {
      state.password = 'nobody has this password';
      return answer;
    }),
  },
  {
    id: 'reset-asks-for-second-factor',
    title: 'After a reset the log-in asks for a second factor',
    breaks: ['LG-03'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...when(
      all(loggedIn, (_request, _answer, { state }) => state.tokens.length > 0 && state.passwordHistory.length === 1),
      (...asked) => withHeaders(answers(401)(...asked), { 'WWW-Authenticate': 'Token' }),
    ),
  },
  {
    id: 'auth-token-renamed',
    title: 'A log-in brings its token as token',
    breaks: ['LG-01', 'LG-03'],
    shows: 'always',
    origin: 'refactoring',
    ...when(loggedIn, (answer) => withJson(answer, { token: authToken.auth_token })),
  },
];
