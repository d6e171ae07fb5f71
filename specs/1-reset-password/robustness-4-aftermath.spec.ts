import { clause, test } from '../suite.ts';
import { servesAfterAll } from './aftermath.ts';
import { emailTwice } from './hostile-stimuli.ts';
import { plainResetAfter } from './hostile.ts';

// Its own file, and the last one on robustness: it judges what the clauses before it have left behind.
test.describe('The aftermath of hostile input', () => {
  test(
    ...clause(
      'RP-ROB-11',
      { requests: 0, resets: 0, uses: [...emailTwice, plainResetAfter('RP-ROB-09')] },
      servesAfterAll,
    ),
  );
});
