import { test, testOf } from '../tests.ts';
import { resetPassword } from './areas.ts';

for (const area of resetPassword) {
  test.describe(area.title, () => {
    for (const each of area.tests) test(...testOf(each, area));
  });
}
