import { calls } from '../../contract/documented.ts';
import { type Stimulus, stimulus } from '../../harness/model/exchange.ts';

/** A log-in of the test account with a password. */
export function logIn(name: string, password: string): Stimulus {
  return stimulus(name, (to) => ({
    ...calls.userLogin,
    headers: [
      ['Accept', '*/*'],
      ['Content-Type', 'application/json; charset=utf-8'],
    ],
    body: Buffer.from(JSON.stringify({ username: to.accountEmail, password })),
  }));
}
