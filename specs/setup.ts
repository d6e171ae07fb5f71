import type { SuiteSetup } from '../harness/judge/laboratory.ts';
import { accountTrouble } from './account.ts';
import { emptyObject } from './1-reset-password/stimuli.ts';

/** What the harness needs to know of this API to tell whose fault something is. */
export const suiteSetup: SuiteSetup = { canary: emptyObject, accountTrouble };
