import { stimulus } from '../../harness/model/exchange.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { clause, test } from '../suite.ts';
import { good } from './request.ts';
import { strangerToken } from './stimuli.ts';

/** A web server may refuse these before the application sees them. */
const malformed = [
  ['a scheme without a token', 'Token'],
  ['Basic with what is no base64', 'Basic !!!'],
  ['Authorization of 8 kB', 'x'.repeat(8192)],
].map(([name = '', value]) =>
  stimulus(name, (to) => good(to, { headers: { Authorization: value } }), { mayReset: true, protocolLevel: true }),
);

test.describe('The credentials', () => {
  test(...clause('RP-401-01', [strangerToken], isAccepted));
  test(...clause('RP-401-02', malformed, isAccepted));
});
