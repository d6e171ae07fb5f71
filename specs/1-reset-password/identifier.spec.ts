import { isAccepted } from '../../harness/judge/rules.ts';
import { clause, test } from '../suite.ts';
import { comparesLooks, comparesTimes, timingLoad } from './distinguishable.ts';
import { plainReset, unknownAddress } from './stimuli.ts';

test.describe('The identifier', () => {
  test(...clause('RP-422-01', [unknownAddress], isAccepted));
  test(...clause('RP-422-02', { requests: 0, resets: 0, uses: [plainReset, unknownAddress] }, comparesLooks));
  test(...clause('RP-422-03', timingLoad, comparesTimes));
});
