import type { Area } from '../../harness/judge/clause-test.ts';
import { Nonconformity, NotApplicable } from '../../harness/model/outcome.ts';
import { fieldValue } from '../../harness/model/message.ts';
import { strangerToken } from '../calls/reset-password.ts';
import { clause } from '../clause.ts';
import { everyAnswer, type Invariant } from '../../harness/judge/invariant.ts';

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

export const every401: Area = {
  title: 'Every 401 of the run',
  overTraffic: true,
  tests: [clause('RP-401-03', 'Every 401 says in WWW-Authenticate how to authenticate', everyAnswer(challenge))],
};
