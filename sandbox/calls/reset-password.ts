import type { Context } from '../call.ts';
import { readContent } from '../content.ts';
import type { SandboxAnswer, SandboxRequest } from '../message.ts';

/** A local part without white space or control characters, one @, and a host name with a dot. */
const address = /^[^\s@\p{Cc}\p{Cs}<>()"\\,;:]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}]{2,}$/u;

/** `POST reset-password`: issues a token for the address of an account. */
export function resetPassword(request: SandboxRequest, context: Context): SandboxAnswer {
  const { state, policy, refuse, json } = context;
  const content = readContent(request, policy);
  if ('status' in content) return refuse(content);
  const { email } = content.object;
  if (email === undefined) return refuse({ status: 400, detail: 'email is missing.', member: 'email' });
  if (typeof email !== 'string' || email.length > policy.longestAddress || !address.test(email)) {
    return refuse({ status: policy.refusedValue, detail: 'email has to be an e-mail address.', member: 'email' });
  }
  if (policy.isAccount(email, state)) {
    if (policy.resetVoidsEarlier) for (const token of state.tokens) token.spent = true;
    if (policy.resetEndsAuthTokens) state.endAuthTokens();
    const token = state.issue(policy.newToken(state)).value;
    if (policy.mailToken === undefined) return json(200, { reset_token: token });
    policy.mailToken(token, state);
    return json(200, { detail: 'A mail with the token is on its way.' });
  }
  if (policy.unknownAddress === 'decoy') {
    return policy.mailToken === undefined
      ? json(200, { reset_token: policy.newToken(state) })
      : json(200, { detail: 'A mail with the token is on its way.' });
  }
  return refuse({ status: 422, detail: 'No reset is possible for this address.', member: 'email' });
}
