import type { Area } from '../../harness/judge/clause-test.ts';
import { answers } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { comparesLooks, comparesTimes, timingLoad } from './distinguishable.ts';
import { plainReset, unknownAddress } from '../calls/reset-password.ts';

export const identifier: Area = {
  title: 'The identifier',
  tests: [
    clause(
      'RP-422-01',
      'An address of no account is refused, or gets what looks like a reset',
      [unknownAddress],
      answers(200, 422),
    ),
    clause(
      'RP-422-02',
      'Known and unknown addresses get answers of the same look',
      { uses: [plainReset, unknownAddress] },
      comparesLooks,
    ),
    clause('RP-422-03', 'Known and unknown addresses get answers in the same time', timingLoad, comparesTimes),
  ],
};
