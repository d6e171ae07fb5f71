import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.test.ts',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Whole runs are among the tests, and machines differ.
  timeout: 600_000,
  // More than a machine has cores: half of the time of a test goes by waiting for sockets and for children.
  workers: 3,
  reporter: [['list', { printSteps: false }], ['./matrix/matrix-reporter.ts']],
  outputDir: '../results/selftest/playwright',
});
