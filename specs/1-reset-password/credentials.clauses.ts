import type { Area } from '../../harness/judge/clause-test.ts';
import { stimulus } from '../../harness/model/exchange.ts';
import { answers } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { good } from '../calls/reset-password.ts';
import { strangerToken } from '../calls/reset-password.ts';

/** A web server may refuse these before the application sees them. */
const malformed = [
  ['a scheme without a token', 'Token'],
  ['Basic with what is no base64', 'Basic !!!'],
  ['Authorization of 8 kB', 'x'.repeat(8192)],
].map(([name = '', value]) =>
  stimulus(name, (to) => good(to, { headers: { Authorization: value } }), { hasEffect: true, protocolLevel: true }),
);

export const credentials: Area = {
  title: 'The credentials',
  tests: [
    clause(
      'RP-401-01',
      'An auth token that nobody was given is ignored or refused',
      [strangerToken],
      answers(200, 400, 401),
    ),
    clause(
      'RP-401-02',
      'An Authorization header that is malformed is ignored or refused',
      malformed,
      answers(200, 400, 401, 431),
    ),
  ],
};
