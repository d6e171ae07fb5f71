import type { Area } from '../../harness/judge/clause-test.ts';
import { anyInput } from '../../harness/generate/holds-for-all.ts';
import { clause } from '../clause.ts';
import { anyBytes, anyEmail, anyJson } from './generated.ts';
import { hostile } from './hostile.ts';

export const hostileGenerated: Area = {
  title: 'Generated input',
  tests: [
    hostile(clause('RP-ROB-01', 'Any JSON value as the body is dealt with', anyInput(anyJson))),
    hostile(clause('RP-ROB-02', 'Any string as email is dealt with', anyInput(anyEmail))),
    hostile(clause('RP-ROB-03', 'Any bytes that are no JSON in UTF-8 are dealt with', anyInput(anyBytes))),
  ],
};
