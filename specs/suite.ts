import { createSuite } from '../harness/playwright/suite.ts';
import { suiteSetup } from './setup.ts';

/** Playwright's `test`, and `clause`, which makes its arguments from a row of the register. */
export const { test, clause } = createSuite(suiteSetup);
