import { tearDown } from '../../../harness/playwright/set-up.ts';
import { suite } from './suite.ts';

export default () => tearDown(suite);
