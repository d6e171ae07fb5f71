import type { Context } from '../call.ts';
import { readContent } from '../content.ts';
import type { SandboxAnswer, SandboxRequest } from '../message.ts';
import type { IssuedToken } from '../state.ts';

const longestToken = 1024;

/** `GET complete-password`: validates a token. */
export function validateToken(request: SandboxRequest, context: Context): SandboxAnswer {
  const { policy, refuse, json, empty } = context;
  const value = request.query.get('token');
  if (value === null) return refuse({ status: 400, detail: 'token is missing.', member: 'token' });
  const token = goodToken(value, context);
  if (token === undefined) return refuseToken(context);
  token.validated = true;
  if (policy.validateSpends) token.spent = true;
  return policy.validated === 204 ? empty(204) : json(policy.validated, { valid: true });
}

/** `POST complete-password`: sets a new password with a token. */
export function completePassword(request: SandboxRequest, context: Context): SandboxAnswer {
  const { state, policy, refuse, json, empty } = context;
  const content = readContent(request, policy);
  if ('status' in content) return refuse(content);
  const { token: value, password } = content.object;
  for (const member of ['token', 'password']) {
    if (!Object.hasOwn(content.object, member)) return refuse({ status: 400, detail: `${member} is missing.`, member });
  }
  if (typeof value !== 'string' || typeof password !== 'string') {
    const member = typeof value === 'string' ? 'password' : 'token';
    return refuse({ status: policy.refusedValue, detail: `${member} has to be a string.`, member });
  }
  const token = goodToken(value, context);
  if (token === undefined) return refuseToken(context);
  const flaw = policy.passwordFlaw(password);
  if (flaw !== undefined) return refuse({ status: policy.refusedValue, detail: flaw, member: 'password' });
  state.changePassword(password);
  if (policy.completeEndsAuthTokens) state.endAuthTokens();
  if (policy.completeSpends) token.spent = true;
  if (policy.completeVoidsOthers) for (const other of state.tokens) if (other !== token) other.spent = true;
  return policy.completed === 204 ? empty(204) : json(policy.completed, { completed: true });
}

/** The issued token with this value, if it is neither spent nor expired. */
function goodToken(value: string, { state, policy }: Context): IssuedToken | undefined {
  if (value === '' || value.length > longestToken) return undefined;
  const token = state.tokens.find((each) => each.value === value);
  const good = token !== undefined && !token.spent && !policy.isExpired(token, state.now, policy.tokenLifeSeconds);
  return good ? token : undefined;
}

function refuseToken({ policy, refuse }: Context): SandboxAnswer {
  return refuse({ status: policy.refusedToken, detail: 'The token is not good.', member: 'token' });
}
