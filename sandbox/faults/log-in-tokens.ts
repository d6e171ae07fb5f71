import { fault, type Fault } from '../behaviour.ts';
import type { SandboxRequest } from '../message.ts';
import type { AuthToken, State } from '../state.ts';
import { all, answers, crash, status, toOrganization, when, type Where } from '../when.ts';
import { wrongCodes } from './wrong-code.ts';

const lifeMs = 7_200_000;

const tokenOf = ({ headers }: SandboxRequest, { authTokens }: State): AuthToken | undefined =>
  authTokens.find(({ value }) => headers.authorization === `Token ${value}`);

const refusedWith = (fits: (token: AuthToken, state: State) => boolean): Where =>
  all(toOrganization, status(401), (request, _answer, { state }) => {
    const token = tokenOf(request, state);
    return token !== undefined && fits(token, state);
  });

const expired = refusedWith(({ issuedAt, ended }, { now }) => !ended && now - issuedAt > lifeMs);
const ended = refusedWith((token) => token.ended);

/** A reset came after the log-in that brought the auth token. */
const afterReset: Where = all(toOrganization, status(200), (request, _answer, { state }) => {
  const token = tokenOf(request, state);
  return token !== undefined && state.tokens.some(({ issuedAt }) => issuedAt >= token.issuedAt);
});

/** Faults of what an auth token opens, and for how long. */
export const logInTokenFaults: readonly Fault[] = [
  fault(
    'auth-token-never-expires',
    'An auth token never expires',
    ['LG-07'],
    { policy: { authTokenLifeSeconds: Infinity } },
    'depending on the age of a token',
  ),
  fault(
    'auth-token-lives-a-day',
    'An auth token lives for a day',
    ['LG-07'],
    { policy: { authTokenLifeSeconds: 86_400 } },
    'depending on the age of a token',
  ),
  fault(
    'auth-token-lives-two-minutes-longer',
    'An auth token lives two minutes longer than two hours',
    ['LG-07'],
    { policy: { authTokenLifeSeconds: 7320 } },
    'depending on the age of a token',
  ),
  fault(
    'auth-token-expired-crash',
    'An auth token past its two hours crashes the call',
    ['LG-07', 'RP-ERR-07'],
    when(expired, crash),
    'depending on the age of a token',
  ),
  ...[400, 404, 422].map((code) =>
    fault(
      `auth-token-expired-${code}`,
      `An auth token past its two hours is answered ${code}`,
      ['LG-07'],
      when(expired, answers(code)),
      'depending on the age of a token',
    ),
  ),
  fault(
    'reset-ends-auth-tokens',
    'A reset that is only asked for ends the auth tokens of the account',
    ['LG-08'],
    { policy: { resetEndsAuthTokens: true } },
    'depending on earlier calls',
  ),
  fault(
    'reset-takes-permissions',
    'After a reset that is only asked for an auth token has no permission',
    ['LG-08'],
    when(afterReset, answers(403)),
    'depending on earlier calls',
  ),
  ...wrongCodes(
    'auth-token-after-reset',
    'An auth token from before a reset that is only asked for',
    afterReset,
    ['LG-08'],
    400,
    422,
    500,
  ),
  fault(
    'auth-tokens-outlive-completion',
    'A completion ends no auth token',
    ['LG-09'],
    { policy: { completeEndsAuthTokens: false } },
    'depending on earlier calls',
  ),
  ...wrongCodes('ended-auth-token', 'An auth token from before a completion', ended, ['LG-09'], 400, 404, 422, 500),
];
