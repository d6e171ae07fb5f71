import { emptyObject } from '../1-reset-password/stimuli.ts';
import { clause, test } from '../suite.ts';
import { looksAtBanners, looksAtBurst } from './observations.ts';

test.describe('What the answers of the run show', () => {
  test(...clause('RP-SEC-05', { requests: 0, resets: 0, uses: [emptyObject] }, looksAtBanners));
  test(...clause('RP-SEC-08', { requests: 0, resets: 0 }, looksAtBurst));
});
