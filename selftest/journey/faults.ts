import type { Behaviour } from '../../sandbox/behaviour.ts';
import { type SandboxAnswer, type SandboxRequest, withHeaders, withJson } from '../../sandbox/message.ts';

/** A way to break the journey, and the clauses that have to fail on it, dependent ones included. */
export interface JourneyFault {
  readonly title: string;
  readonly behaviour: Behaviour;
  readonly fails: readonly string[];
}

const completePath = '/timp/organizations/complete-password/';
const isValidation = (request: SandboxRequest): boolean => request.method === 'GET' && request.path === completePath;
const isLogIn = (request: SandboxRequest): boolean => request.path.endsWith('/user-login/');

export const isCompletion = (request: SandboxRequest): boolean =>
  request.method === 'POST' && request.path === completePath;

/** The object that a request carries; empty where it carries none. */
export function sent(request: SandboxRequest): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(request.body.toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}

const ok = (answer: SandboxAnswer): SandboxAnswer => withJson({ ...answer, status: 200 }, {});
const lifeMs = 7_200_000;

/** A behaviour that changes some answers. */
function answering(
  concerns: (request: SandboxRequest, answer: SandboxAnswer) => boolean,
  change: NonNullable<Behaviour['answer']>,
): Behaviour {
  return {
    answer: (answer, request, context) => (concerns(request, answer) ? change(answer, request, context) : answer),
  };
}

export const faults: readonly JourneyFault[] = [
  {
    title: 'a fresh token is not valid',
    behaviour: answering(isValidation, (answer) => (answer.status === 200 ? { ...answer, status: 404 } : answer)),
    fails: ['VT-01', 'VT-04', 'VT-06', 'VT-07'],
  },
  {
    title: 'no token is valid',
    behaviour: answering((request) => isValidation(request) && !request.query.has('token'), ok),
    fails: ['VT-02'],
  },
  {
    title: 'an empty token is valid',
    behaviour: answering((request) => isValidation(request) && request.query.get('token') === '', ok),
    fails: ['VT-03'],
  },
  {
    title: 'a long token is a server error',
    behaviour: answering(
      (request) => isValidation(request) && (request.query.get('token') ?? '').length > 1000,
      (answer) => ({ ...answer, status: 500 }),
    ),
    fails: ['VT-03'],
  },
  {
    title: 'validating spends the token',
    behaviour: { policy: { validateSpends: true } },
    fails: ['VT-04', 'VT-06', 'CP-01', 'CP-11', 'CP-12', 'CP-13'],
  },
  { title: 'tokens never expire', behaviour: { policy: { isExpired: () => false } }, fails: ['VT-05', 'CP-06'] },
  {
    title: 'tokens expire after one hour',
    behaviour: { policy: { tokenLifeSeconds: 3600 } },
    fails: ['VT-06'],
  },
  {
    title: 'a token that was validated never expires',
    behaviour: {
      policy: { isExpired: (token, now) => !token.validated && now - token.issuedAt > lifeMs },
    },
    fails: ['VT-05', 'CP-06'],
  },
  {
    title: 'only validating looks at the age of a token',
    behaviour: answering(isCompletion, (answer, request, { state }) => {
      const { token, password } = sent(request);
      const expired = state.tokens.find(({ value, issuedAt }) => value === token && state.now - issuedAt > lifeMs);
      if (expired === undefined || typeof password !== 'string') return answer;
      state.changePassword(password);
      return ok(answer);
    }),
    fails: ['CP-06'],
  },
  {
    title: 'no completion goes through',
    behaviour: answering(isCompletion, (answer) => (answer.status === 200 ? { ...answer, status: 500 } : answer)),
    fails: ['CP-01', 'CP-11', 'CP-12', 'CP-13'],
  },
  {
    title: 'a completion without a token is taken',
    behaviour: answering(
      (request) => isCompletion(request) && !('token' in sent(request)) && 'password' in sent(request),
      ok,
    ),
    fails: ['CP-02'],
  },
  {
    title: 'a completion without a password sets an empty one',
    behaviour: answering(isCompletion, (answer, request, { state }) => {
      const { token, password } = sent(request);
      const known = state.tokens.find(({ value }) => value === token);
      if (known === undefined || password !== undefined) return answer;
      known.spent = true;
      state.changePassword('');
      return ok(answer);
    }),
    fails: ['CP-03'],
  },
  {
    title: 'an unknown token completes',
    behaviour: answering(
      (request, { status }) =>
        isCompletion(request) && status === 422 && String(sent(request).token).startsWith('Q7m2'),
      ok,
    ),
    fails: ['CP-04'],
  },
  {
    title: 'a token completes again and again',
    behaviour: { policy: { completeSpends: false } },
    fails: ['VT-08', 'CP-05', 'CP-11'],
  },
  { title: 'other tokens stay good', behaviour: { policy: { completeVoidsOthers: false } }, fails: ['CP-07'] },
  {
    title: 'Allow names POST alone',
    behaviour: answering(
      (request, { status }) => request.path === completePath && status === 405,
      (answer) => withHeaders(answer, { Allow: 'POST' }),
    ),
    fails: ['CP-08'],
  },
  {
    title: 'PATCH is not found',
    behaviour: answering(
      (request) => request.path === completePath && request.method === 'PATCH',
      (answer) => ({ ...answer, status: 404 }),
    ),
    fails: ['CP-08'],
  },
  {
    title: 'text/plain is read as JSON',
    behaviour: answering(
      (request, { status }) => isCompletion(request) && status === 415,
      (answer) => ({ ...answer, status: 422 }),
    ),
    fails: ['CP-09'],
  },
  {
    title: 'malformed JSON is a server error',
    behaviour: answering(
      (request) => isCompletion(request) && Object.keys(sent(request)).length === 0,
      (answer) => ({ ...answer, status: 500 }),
    ),
    fails: ['CP-10'],
  },
  {
    title: 'of two completions at once both go through',
    behaviour: {
      ...answering((request) => isCompletion(request) && request.concurrent > 1 && 'password' in sent(request), ok),
      delayMs: (request) => (isCompletion(request) ? 50 : 0),
    },
    fails: ['CP-11'],
  },
  {
    title: 'the new password is not set',
    behaviour: answering(isCompletion, (answer, _request, { state }) => {
      state.password = state.passwordHistory[0] ?? '';
      return answer;
    }),
    fails: ['CP-13', 'LG-01', 'LG-02'],
  },
  {
    title: 'the new password is cut',
    behaviour: answering(isCompletion, (answer, _request, { state }) => {
      if (state.password !== state.passwordHistory[0]) state.password = state.password.slice(0, 16);
      return answer;
    }),
    fails: ['CP-13', 'LG-01'],
  },
  {
    title: 'the old password goes on logging in',
    behaviour: answering(isLogIn, (answer, request, { state }) =>
      state.passwordHistory.includes(String(sent(request).password))
        ? withJson({ ...answer, status: 200 }, { auth_token: 'a'.repeat(40) })
        : answer,
    ),
    fails: ['LG-02', 'LG-05'],
  },
  {
    title: 'a log-in brings no auth_token',
    behaviour: answering(isLogIn, (answer) =>
      answer.status === 200 ? withJson(answer, { token: 'a'.repeat(40) }) : answer,
    ),
    fails: ['LG-01', 'LG-03', 'LG-05', 'LG-06'],
  },
  {
    title: 'a log-in is a server error',
    behaviour: answering(isLogIn, (answer) => ({ ...answer, status: 500 })),
    fails: ['LG-01', 'LG-03', 'LG-04'],
  },
  {
    title: 'a reset locks the old password out',
    behaviour: answering(
      (request, { status }) => request.path.endsWith('/reset-password/') && status === 200,
      (answer, _request, { state }) => {
        state.password = 'locked';
        return answer;
      },
    ),
    fails: ['LG-03'],
  },
];
