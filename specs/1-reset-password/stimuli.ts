import { stimulus } from '../../harness/model/exchange.ts';
import { good, post, probe } from './request.ts';

/** Stimuli that clauses of several areas look at. Each is sent once in a run. */

export const plainReset = stimulus('plain reset', (to) => good(to), { mayReset: true });

export const secondReset = stimulus('second reset', (to) => good(to), { mayReset: true });

export const emptyObject = stimulus('empty object', () => post('{}'));

export const unknownAddress = stimulus('unknown address', (to) => probe(to));

export const blankEmail = stimulus('email is white space', () => post('{"email":"   "}'));

export const asText = stimulus('JSON declared text/plain', (to) =>
  probe(to, { headers: { 'Content-Type': 'text/plain' } }),
);

export const withGet = stimulus('GET', () => withMethod('GET'));
export const withPut = stimulus('PUT', (to) => probe(to, { method: 'PUT' }));
export const withPatch = stimulus('PATCH', (to) => probe(to, { method: 'PATCH' }));
export const withDelete = stimulus('DELETE', () => withMethod('DELETE'));
export const withHead = stimulus('HEAD', () => withMethod('HEAD'));
export const withOptions = stimulus('OPTIONS', () => withMethod('OPTIONS'));

/** A request without content, which declares none. */
function withMethod(method: string) {
  return post(undefined, { method, headers: { 'Content-Type': undefined } });
}

export const strangerToken = stimulus(
  'an auth token of nobody',
  (to) => good(to, { headers: { Authorization: 'Token 0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c' } }),
  { mayReset: true },
);
