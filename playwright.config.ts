import { fileURLToPath } from 'node:url';
import { playwrightConfig } from './harness/playwright/config.ts';
import { suite } from './specs/suite.ts';

/** The path of a module: of the source where this is the source, of the compiled one where this is compiled. */
const path = (name: string): string =>
  fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? `${name}.ts` : `${name}.js`, import.meta.url));

export default playwrightConfig({
  suite,
  specs: fileURLToPath(new URL('specs', import.meta.url)),
  globalSetup: path('specs/global-setup'),
  globalTeardown: path('specs/global-teardown'),
  reporter: path('harness/playwright/verdict-reporter'),
  sandboxCommand: `exec ${JSON.stringify(process.execPath)} bin/timp-conformance.mjs sandbox`,
});
