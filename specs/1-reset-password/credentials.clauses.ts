import { type Area, needsFreeHeader } from '../../harness/judge/clause-test.ts';
import { type Stimulus, stimulus } from '../../harness/model/exchange.ts';
import { answers } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { good } from '../calls/reset-password.ts';
import { strangerToken } from '../calls/reset-password.ts';

/** A web server may refuse these before the application sees them. */
function withAuthorization(name: string, value: string): Stimulus {
  return stimulus(name, (to) => good(to, { headers: { Authorization: value } }), {
    hasEffect: true,
    protocolLevel: true,
  });
}

const longAuthorization = withAuthorization('Authorization of 8 kB', 'x'.repeat(8192));

const malformed = [
  withAuthorization('a scheme without a token', 'Token'),
  withAuthorization('Basic with what is no base64', 'Basic !!!'),
  longAuthorization,
];

export const credentials: Area = {
  title: 'The credentials',
  tests: [
    needsFreeHeader(
      'Authorization',
      clause(
        'RP-401-01',
        'An auth token that nobody was given is ignored or refused',
        [strangerToken],
        answers(200, 400, 401, 403),
      ),
    ),
    needsFreeHeader(
      'Authorization',
      clause(
        'RP-401-02',
        'An Authorization header that is malformed is ignored or refused',
        malformed,
        answers(200, 400, 401, 403).except(longAuthorization, 200, 400, 401, 403, 413, 431),
      ),
    ),
  ],
};
