import { fileURLToPath } from 'node:url';
import { main } from '../harness/cli/main.ts';
import { suite } from '../specs/suite.ts';

const isSource = import.meta.url.endsWith('.ts');

await main(
  {
    suite,
    playwrightConfig: fileURLToPath(
      new URL(isSource ? '../playwright.config.ts' : '../playwright.config.js', import.meta.url),
    ),
    sandbox: async (args) => (await import('../sandbox/cli.ts')).sandboxCommand(args),
  },
  process.argv.slice(2),
);
