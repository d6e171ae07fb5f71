import type { Area } from '../../harness/judge/clause-test.ts';
import { emptyObject } from '../calls/reset-password.ts';
import { clause } from '../clause.ts';
import { looksAtBanners, looksAtBurst } from './observations.ts';

export const observations: Area = {
  title: 'What the answers of the run show',
  overTraffic: true,
  tests: [
    clause(
      'RP-SEC-05',
      'No header tells the version of the software behind the service',
      { uses: [emptyObject] },
      looksAtBanners,
    ),
    clause('RP-SEC-08', 'Bursts are limited, and Retry-After says for how long', {}, looksAtBurst),
  ],
};
