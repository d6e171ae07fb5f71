import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { healthClauses } from './contract/profiles.ts';
import { apiFacts } from './harness/cli/api-facts.ts';
import { settingsOrExit } from './harness/cli/settings-or-exit.ts';
import { defaultMaxResets } from './harness/config/defaults.ts';
import { environmentInfo } from './harness/report/environment-info.ts';
import { settingsToEnv } from './harness/config/settings.ts';
import { partsByLevel } from './harness/playwright/projects.ts';
import { RunFolder } from './harness/run/run-folder.ts';
import { runStartedAt } from './harness/run/start.ts';

const settings = settingsOrExit(process.env, apiFacts);
const { conduct } = settings;

// What is drawn once and shared: workers and reporters find it in the environment.
Object.assign(process.env, settingsToEnv(settings));
runStartedAt(process.env);
RunFolder.current();

export default defineConfig({
  testDir: 'specs',
  globalSetup: './specs/preflight.ts',
  globalTeardown: './specs/teardown.ts',
  outputDir: join(conduct.resultsDir, 'playwright'),
  // One account: a later reset may void earlier tokens, so nothing runs side by side.
  workers: 1,
  fullyParallel: false,
  // A retry would hide what is wrong; the client itself repeats what failed on the way, and says so.
  retries: 0,
  forbidOnly: true,
  // The budget ends a run in an orderly way; the runner's own limits are a net below it.
  timeout: conduct.runBudgetSeconds * 1000,
  // The teardown runs within it, and leaves the account as it was found.
  globalTimeout: conduct.runBudgetSeconds * 1000 + 180_000,
  // Walking past the other clauses one by one takes longer than judging these.
  ...(conduct.profile === 'health' ? { grep: healthClauses.map((id) => new RegExp(`\\b${id} `)) } : {}),
  // Otherwise the files run by name, which is why the folders are numbered.
  ...(conduct.maxResets < defaultMaxResets(conduct) ? { projects: partsByLevel('4-traffic') } : {}),
  reporter: [
    ['junit', { outputFile: join(conduct.resultsDir, 'junit.xml') }],
    [
      'allure-playwright',
      {
        resultsDir: join(conduct.resultsDir, 'allure-results'),
        detail: false,
        environmentInfo: environmentInfo(settings),
      },
    ],
    ['./harness/playwright/verdict-reporter.ts'],
  ],
  ...(settings.usesSandbox
    ? {
        webServer: {
          command: 'node --import tsx sandbox/cli.ts',
          // What the sandbox prints when it is ready becomes the environment of the run.
          wait: {
            stdout:
              /BASE_URL=(?<sandbox_base_url>\S+) ACCOUNT_EMAIL=(?<sandbox_account_email>\S+) ACCOUNT_PASSWORD=(?<sandbox_account_password>\S+) CLOCK_CONTROL_URL=(?<sandbox_clock_control_url>\S+)/,
          },
          stdout: 'ignore' as const,
          gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 2000 },
        },
      }
    : {}),
});
