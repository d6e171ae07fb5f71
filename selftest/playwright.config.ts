import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.test.ts',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  // Whole runs are among the tests, and machines differ.
  timeout: 180_000,
  // One core for the tests, one for what they start.
  workers: 2,
  reporter: [['list', { printSteps: false }], ['./matrix/matrix-reporter.ts']],
  outputDir: '../results/selftest/playwright',
});
