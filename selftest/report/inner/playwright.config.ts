import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { targetOf } from '../../../harness/config/target.ts';
import { currentRun } from '../../../harness/playwright/current-run.ts';
import { suite } from '../../../specs/suite.ts';

// As the set-up of a run does, so that workers and reporter find the same run.
const { folder, settings } = currentRun(suite);
if (settings.address !== undefined) folder.keep('target', targetOf(settings, process.env));

/** A run with clauses that end as a test wishes: see `../reporter.test.ts`. It runs as it is compiled. */
export default defineConfig({
  testDir: '.',
  testMatch: 'scripted.js',
  workers: 1,
  outputDir: `${process.env.RESULTS_DIR ?? ''}/playwright`,
  reporter: [[fileURLToPath(new URL('../../../harness/playwright/verdict-reporter.js', import.meta.url)), { suite }]],
});
