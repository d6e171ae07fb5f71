import { isAccepted } from '../../harness/judge/rules.ts';
import { clause, test } from '../suite.ts';
import { unknownAddress } from './stimuli.ts';

test.describe('The identifier', () => {
  test(...clause('RP-422-01', [unknownAddress], isAccepted));
});
