import { testsFor } from '../harness/playwright/tests.ts';
import { suite } from './suite.ts';

/** Playwright's `test`, and `testOf`, which gives its arguments for a clause. */
export const { test, testOf } = testsFor(suite);
