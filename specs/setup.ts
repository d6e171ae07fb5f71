import type { SuiteSetup } from '../harness/judge/run-context.ts';
import { accountTrouble } from './account.ts';
import { blankEmail, emptyObject, withGet } from './1-reset-password/stimuli.ts';

/** What the harness needs to know of this API to tell whose fault something is. */
export const suiteSetup: SuiteSetup = {
  canaries: [emptyObject, blankEmail, withGet],
  accountTrouble,
};
