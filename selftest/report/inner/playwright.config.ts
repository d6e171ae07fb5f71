import { defineConfig } from '@playwright/test';
import { RunFolder } from '../../../harness/run/run-folder.ts';
import { runStartedAt } from '../../../harness/run/start.ts';

// As the project's own configuration does, so that workers and reporter find the same run.
RunFolder.current();
runStartedAt(process.env);

/** A run with clauses that end as a test wishes: see `../reporter.test.ts`. */
export default defineConfig({
  testDir: '.',
  testMatch: 'scripted.ts',
  workers: 1,
  outputDir: `${process.env.RESULTS_DIR ?? ''}/playwright`,
  reporter: [['../../../harness/playwright/verdict-reporter.ts']],
});
