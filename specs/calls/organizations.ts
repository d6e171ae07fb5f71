import { calls } from '../../contract/documented.ts';
import { type Exchange, type Stimulus, stimulus } from '../../harness/model/exchange.ts';

/** Asks for the details of the account's organization with an auth token. */
export function organizationDetails(name: string, authToken: string): Stimulus {
  return stimulus(name, () => ({
    ...calls.organizationDetails,
    headers: [
      ['Accept', '*/*'],
      ['Authorization', `Token ${authToken}`],
    ],
  }));
}

/** True where the auth token opened the call. */
export function isOpened({ response }: Exchange): boolean {
  return response?.status === 200;
}
