import { join } from 'node:path';
import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';
import { ConfigurationError } from '../config/configuration-error.ts';
import { defaultMaxEffects } from '../config/read.ts';
import type { Suite } from '../judge/suite.ts';
import { exitCodes } from '../report/gate.ts';
import { ResultsFolderRefused, withdrawResults } from '../report/results-folder.ts';
import { projectRoot } from '../project/root.ts';
import { passOverClosedOutput } from '../run/closed-output.ts';
import { ForeignRunFolder, NoRunFolder } from '../run/run-folder.ts';
import { type CurrentRun, currentRun, teardownSeconds, writesResults } from './current-run.ts';
import { endInOrder } from './end-in-order.ts';
import { partsByLevel } from './projects.ts';
import { runnerResultsFolder } from './verdict-reporter.ts';

/** What Playwright needs to know of a suite beside the suite. */
export interface RunnerParts {
  readonly suite: Suite;
  /** Folder of the specs, absolute. */
  readonly specs: string;
  /** Modules whose default exports call {@link setUp} and {@link tearDown}: Playwright takes them by their paths. */
  readonly globalSetup: string;
  readonly globalTeardown: string;
  /** Module whose default export is the reporter that gives the verdict. */
  readonly reporter: string;
  /** Starts the embedded sandbox, which is judged where no target is configured. */
  readonly sandboxCommand: string;
}

/** What a sandbox prints when it is ready; Playwright puts the groups into the environment, in upper case. */
const sandboxIsReady =
  /BASE_URL=(?<sandbox_base_url>\S+) ACCOUNT_EMAIL=(?<sandbox_account_email>\S+) ACCOUNT_PASSWORD=(?<sandbox_account_password>\S+) CLOCK_CONTROL_URL=(?<sandbox_clock_control_url>\S+)/;

/** Playwright's configuration for a suite, whoever starts Playwright: our command, an editor, `npx playwright test`. */
export function playwrightConfig(parts: RunnerParts): PlaywrightTestConfig {
  const { suite } = parts;
  passOverClosedOutput();
  endInOrder();
  const { settings, folder } = runOrExit(suite);
  const { conduct } = settings;
  return defineConfig({
    testDir: parts.specs,
    testMatch: '**/*.spec.{ts,js}',
    globalSetup: parts.globalSetup,
    globalTeardown: parts.globalTeardown,
    // Playwright empties it, so it is none that a user names. Evidence goes to the reporters.
    outputDir: join(folder.path, 'playwright'),
    // One account: a later request may undo what an earlier one did, so nothing runs side by side.
    workers: 1,
    fullyParallel: false,
    // A retry would hide what is wrong; the client itself repeats what failed on the way, and says so.
    retries: 0,
    forbidOnly: true,
    // The budget ends a run in an orderly way; the runner's own limits are a net below it.
    timeout: conduct.runBudgetSeconds * 1000,
    // The teardown runs within it, and leaves the account as it was found.
    globalTimeout: (conduct.runBudgetSeconds + teardownSeconds) * 1000,
    // Walking past the other clauses one by one takes longer than judging these.
    ...(conduct.profile === 'health' ? { grep: suite.healthClauses.map((id) => new RegExp(`\\b${id} `)) } : {}),
    ...(conduct.maxEffects < defaultMaxEffects(conduct) ? { projects: partsByLevel() } : {}),
    reporter: [
      ['allure-playwright', { resultsDir: join(folder.path, runnerResultsFolder), detail: false }],
      // It writes all reports, from the one result; for Allure on the base of what the runner's reporter has written.
      [parts.reporter, { suite }],
    ],
    ...(settings.usesSandbox
      ? {
          webServer: {
            command: parts.sandboxCommand,
            cwd: projectRoot,
            wait: { stdout: sandboxIsReady },
            stdout: 'ignore' as const,
            gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 2000 },
          },
        }
      : {}),
  });
}

function runOrExit(suite: Suite): CurrentRun {
  try {
    return currentRun(suite);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isSaidInOneLine = [ConfigurationError, ForeignRunFolder, NoRunFolder, ResultsFolderRefused].some(
      (each) => error instanceof each,
    );
    if (!isSaidInOneLine) throw error;
    if (writesResults()) withdrawResults(message, process.env);
    console.error(`ERROR  ${message.replaceAll('\n', '\nERROR  ')}`);
    process.exit(exitCodes.error);
  }
}
