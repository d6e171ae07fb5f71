import { Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { fieldValue } from '../../harness/model/message.ts';
import { strangerToken } from '../1-reset-password/stimuli.ts';
import { clause, test } from '../suite.ts';
import { type Invariant, load, overTraffic } from './over-traffic.ts';

const challenge: Invariant = {
  seeds: [strangerToken],
  concerns: ({ response }) => response.status === 401,
  rule: ({ response }) => {
    if (fieldValue(response.headers, 'WWW-Authenticate') === undefined) {
      throw new Nonconformity('WWW-Authenticate', '401 without it');
    }
  },
  orElse: () => new NotApplicable('no answer of the run was 401'),
};

test.describe('Every 401 of the run', () => {
  test(...clause('RP-401-03', load(challenge), overTraffic(challenge)));
});
