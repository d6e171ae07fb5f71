import { setUp } from '../harness/playwright/set-up.ts';
import { suite } from './suite.ts';

/** Playwright's global setup. */
export default () => setUp(suite);
