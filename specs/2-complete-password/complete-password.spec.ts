import { test, testOf } from '../tests.ts';
import { completePassword } from './areas.ts';

for (const area of completePassword) {
  test.describe(area.title, () => {
    for (const each of area.tests) test(...testOf(each, area));
  });
}
