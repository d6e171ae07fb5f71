import { test, testOf } from '../tests.ts';
import { userLogin } from './areas.ts';

for (const area of userLogin) {
  test.describe(area.title, () => {
    for (const each of area.tests) test(...testOf(each, area));
  });
}
