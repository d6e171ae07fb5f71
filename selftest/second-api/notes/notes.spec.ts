import { testsFor } from '../../../harness/playwright/tests.ts';
import { suite } from './suite.ts';

const { test, testOf } = testsFor(suite);

for (const area of suite.areas) {
  test.describe(area.title, () => {
    for (const each of area.tests) test(...testOf(each, area));
  });
}
