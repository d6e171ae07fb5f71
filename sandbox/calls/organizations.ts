import type { Context } from '../call.ts';
import type { SandboxAnswer, SandboxRequest } from '../message.ts';

/** `GET organizations`: the details of the account's organization, for the bearer of a good auth token. */
export function organizationDetails(request: SandboxRequest, { state, policy, refuse, json }: Context): SandboxAnswer {
  const value = /^Token (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const token = state.authTokens.find((each) => each.value === value);
  const lifeMs = policy.authTokenLifeSeconds * 1000;
  if (token === undefined || token.ended || state.now - token.issuedAt > lifeMs) {
    return refuse({ status: policy.refusedAuthToken, detail: 'The auth token is not good.' });
  }
  return json(200, { uuid: state.uuids.org, name: 'Kiosk', type: 'retailer' });
}
