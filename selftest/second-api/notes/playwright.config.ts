import { join } from 'node:path';
import { playwrightConfig } from '../../../harness/playwright/config.ts';
import { suite } from './suite.ts';

const folder = import.meta.dirname;

export default playwrightConfig({
  suite,
  specs: folder,
  globalSetup: join(folder, 'global-setup.ts'),
  globalTeardown: join(folder, 'global-teardown.ts'),
  reporter: join(folder, '../../../harness/playwright/verdict-reporter.ts'),
  sandboxCommand: `exec node --import tsx ${join(folder, 'program.ts')} sandbox`,
});
