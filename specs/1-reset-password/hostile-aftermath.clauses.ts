import type { Area } from '../../harness/judge/clause-test.ts';
import { clause } from '../clause.ts';
import { servesAfterAll } from './aftermath.ts';
import { emailTwice } from './hostile-content.clauses.ts';
import { plainResetAfter } from './hostile.ts';

// Its own file, and the last one on robustness: it judges what the clauses before it have left behind.
export const hostileAftermath: Area = {
  title: 'The aftermath of hostile input',
  tests: [
    clause(
      'RP-ROB-11',
      'After all hostile input the service still serves',
      { uses: [...emailTwice, plainResetAfter('RP-ROB-09')] },
      servesAfterAll,
    ),
  ],
};
