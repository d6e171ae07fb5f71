import { fileURLToPath } from 'node:url';
import { main } from '../harness/cli/main.ts';

const isSource = import.meta.url.endsWith('.ts');

await main(
  {
    suite: async () => (await import('../specs/suite.ts')).suite,
    playwrightConfig: fileURLToPath(
      new URL(isSource ? '../playwright.config.ts' : '../playwright.config.js', import.meta.url),
    ),
    sandbox: async (args) => (await import('../sandbox/cli.ts')).sandboxCommand(args),
  },
  process.argv.slice(2),
);
