import { tearDown } from '../harness/playwright/set-up.ts';
import { suite } from './suite.ts';

/** Playwright's global teardown. */
export default () => tearDown(suite);
