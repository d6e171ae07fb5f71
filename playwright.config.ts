import { fileURLToPath } from 'node:url';
import { playwrightConfig } from './harness/playwright/config.ts';
import { suite } from './specs/suite.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export default playwrightConfig({
  suite,
  specs: path('specs'),
  globalSetup: path('specs/global-setup.ts'),
  globalTeardown: path('specs/global-teardown.ts'),
  sandboxCommand: 'exec node bin/timp-conformance.mjs sandbox',
});
