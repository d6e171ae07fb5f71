import type { AnswerContext, Behaviour } from './behaviour.ts';
import type { Call, Context } from './call.ts';
import { completePassword, validateToken } from './calls/complete-password.ts';
import { resetPassword } from './calls/reset-password.ts';
import { organizationDetails } from './calls/organizations.ts';
import { logIn } from './calls/user-login.ts';
import type { SandboxAnswer, SandboxRequest } from './message.ts';
import { contractKeeping, type Policy } from './policy.ts';
import type { State } from './state.ts';

export const paths = {
  resetPassword: '/timp/organizations/reset-password/',
  completePassword: '/timp/organizations/complete-password/',
  userLogin: '/timp/organizations/user-login/',
  organizations: '/timp/organizations/',
  /** Moves the sandbox's clock. Not a part of the API. */
  clock: '/sandbox/clock',
} as const;

const routes: Readonly<Record<string, Readonly<Record<string, Call>>>> = {
  [paths.resetPassword]: { POST: resetPassword },
  [paths.completePassword]: { GET: validateToken, POST: completePassword },
  [paths.userLogin]: { POST: logIn },
  [paths.organizations]: { GET: organizationDetails },
  [paths.clock]: { POST: moveClock },
};

/** Answers a request as the documentation promises, except where the policy decides otherwise. */
export function answerTo(request: SandboxRequest, state: State, policy: Policy): SandboxAnswer {
  const context = contextOf(state, request.secure ? { ...policy, headers: securedHeaders(policy) } : policy);
  if (request.hosts.length !== 1) return context.refuse({ status: 400, detail: 'The request has to have one Host.' });
  const route = routes[request.path];
  if (route === undefined) return context.refuse({ status: 404, detail: 'There is nothing at this path.' });
  const call = route[request.method];
  if (call !== undefined) return call(request, context);
  const answer = context.refuse({ status: 405, detail: `The verb ${request.method} is not taken.` });
  return { ...answer, headers: { ...answer.headers, Allow: Object.keys(route).join(', ') } };
}

/** The decisions under behaviours: the contract-keeping ones where no behaviour has another. */
export function policyUnder(behaviours: readonly Behaviour[]): Policy {
  return Object.assign({}, contractKeeping, ...behaviours.map((each) => each.policy ?? {})) as Policy;
}

/** What the application makes of a request under behaviours. */
interface Answered {
  /** The request as the application sees it. */
  readonly seen: SandboxRequest;
  readonly answer: SandboxAnswer;
  readonly context: AnswerContext;
}

/** Answers a request under behaviours. They apply in order, each to the result of the one before. */
export function answerUnder(
  behaviours: readonly Behaviour[],
  request: SandboxRequest,
  state: State,
  policy: Policy,
): Answered {
  const seen = behaviours.reduce((each, { request: change }) => change?.(each, state) ?? each, request);
  const again = (other: SandboxRequest): SandboxAnswer => answerTo(other, state, policy);
  const context = { state, again };
  const answer = behaviours.reduce((each, { answer: change }) => change?.(each, seen, context) ?? each, again(seen));
  return { seen, answer, context };
}

/** The headers of answers over https. Over http, browsers ignore Strict-Transport-Security (RFC 6797 7.2). */
function securedHeaders({ headers }: Policy): Policy['headers'] {
  return { 'Strict-Transport-Security': 'max-age=31536000', ...headers };
}

function contextOf(state: State, policy: Policy): Context {
  return {
    state,
    policy,
    json: (status, value) => ({
      status,
      headers: { ...policy.headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(value),
    }),
    empty: (status) => ({ status, headers: policy.headers, body: '' }),
    refuse: (refusal) => {
      const { type, body } = policy.errorBody(refusal);
      const headers = body === '' ? policy.headers : { ...policy.headers, 'Content-Type': type };
      const challenge = refusal.status === 401 ? { 'WWW-Authenticate': 'Token' } : {};
      return { status: refusal.status, headers: { ...headers, ...challenge }, body };
    },
  };
}

function moveClock(request: SandboxRequest, { state, empty, refuse }: Context): SandboxAnswer {
  const seconds = /^\s*\{\s*"advance_seconds"\s*:\s*(\d{1,9})\s*\}\s*$/.exec(request.body.toString())?.[1];
  if (seconds === undefined) return refuse({ status: 400, detail: 'Give {"advance_seconds": n}, n a whole number.' });
  state.advance(Number(seconds));
  return empty(204);
}
