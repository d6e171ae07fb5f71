import { join } from 'node:path';
import { main } from '../../../harness/cli/main.ts';
import { type FaultId, startNotes } from './sandbox.ts';

/** The commands of the harness on the notes API. */
await main(
  {
    suite: async () => (await import('./suite.ts')).suite,
    playwrightConfig: join(import.meta.dirname, 'playwright.config.ts'),
    sandbox: async ([fault]) => {
      const { baseUrl } = await startNotes(fault as FaultId | undefined);
      process.once('SIGTERM', () => process.exit(0));
      console.log(
        `BASE_URL=${baseUrl} ACCOUNT_EMAIL=a@example.com ACCOUNT_PASSWORD=none-at-all CLOCK_CONTROL_URL=${baseUrl}/clock`,
      );
    },
  },
  process.argv.slice(2),
);
