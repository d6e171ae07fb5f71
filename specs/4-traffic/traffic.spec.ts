import { test, testOf } from '../tests.ts';
import { traffic } from './areas.ts';

for (const area of traffic) {
  test.describe(area.title, () => {
    for (const each of area.tests) test(...testOf(each, area));
  });
}
