import type { Context } from '../call.ts';
import { readContent } from '../content.ts';
import type { SandboxAnswer, SandboxRequest } from '../message.ts';

/** `POST user-login`: returns an auth token for a name and a password. */
export function logIn(request: SandboxRequest, { state, policy, refuse, json }: Context): SandboxAnswer {
  const content = readContent(request, policy);
  if ('status' in content) return refuse(content);
  const { username, password } = content.object;
  if (typeof username !== 'string' || typeof password !== 'string') {
    const member = typeof username === 'string' ? 'password' : 'username';
    return refuse({ status: 400, detail: `${member} is missing.`, member });
  }
  if (!policy.isAccount(username, state) || !policy.passwordFits(password, state.password)) {
    return refuse({ status: policy.refusedLogin, detail: 'Name and password do not fit.' });
  }
  if (policy.logInEndsEarlier) state.endAuthTokens();
  const { user, org, retailer } = state.uuids;
  return json(200, {
    auth_token: state.issueAuthToken(policy.newAuthToken()).value,
    org_uuid: org,
    user_uuid: user,
    org_type: 'retailer',
    permission_assignments: { products: ['read'] },
    retailer_uuid: retailer,
    supplier_uuid: '',
  });
}
