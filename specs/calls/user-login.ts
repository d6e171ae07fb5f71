import { calls } from '../../contract/documented.ts';
import { jsonIfAny } from '../../harness/judge/rules.ts';
import { type Exchange, isAnswered, type Stimulus, stimulus, type Traits } from '../../harness/model/exchange.ts';
import type { Header } from '../../harness/model/message.ts';

/** A log-in of the test account with a password. */
export function logIn(name: string, password: string, traits?: Traits): Stimulus {
  return logInWith(name, password, [], traits);
}

/** The same in the form of the published sample: curl's `-u ':'` sends a pair of an empty name and an empty password. */
export function publishedLogIn(name: string, password: string): Stimulus {
  return logInWith(name, password, [['Authorization', 'Basic Og==']], { asPublished: true });
}

function logInWith(name: string, password: string, further: readonly Header[], traits?: Traits): Stimulus {
  return stimulus(
    name,
    (to) => ({
      ...calls.userLogin,
      headers: [['Accept', '*/*'], ['Content-Type', 'application/json; charset=utf-8'], ...further],
      body: Buffer.from(JSON.stringify({ username: to.accountEmail, password })),
    }),
    traits,
  );
}

/** What can stand in a header field after the word Token. */
const fieldContent = /^[\x21-\x7e]+$/;

/** The auth token that a log-in brought, or undefined where it brought none that can be used. */
export function authTokenOf(exchange: Exchange): string | undefined {
  if (!isAnswered(exchange) || exchange.response.status !== 200) return undefined;
  const body = jsonIfAny(exchange);
  if (typeof body !== 'object' || body === null || !('auth_token' in body)) return undefined;
  const { auth_token: token } = body;
  return typeof token === 'string' && fieldContent.test(token) ? token : undefined;
}
