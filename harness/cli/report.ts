import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { settingsOrExit } from './settings-or-exit.ts';
import { apiFacts } from './api-facts.ts';

/**
 * `npm run report [-- --no-open]`: builds the Allure report of the last run and opens it. Without a terminal, as in CI,
 * it is built only.
 */

const { conduct } = settingsOrExit(process.env, apiFacts);
const results = join(conduct.resultsDir, 'allure-results');
const report = join(conduct.resultsDir, 'allure-report');
const wantsOpen = !parseArgs({ options: { 'no-open': { type: 'boolean' } } }).values['no-open'] && process.stdout.isTTY;

/** Runs a command of Allure; its config takes the results folder from the environment. */
function allure(...args: readonly string[]): number {
  const cli = fileURLToPath(new URL('../../node_modules/allure/cli.js', import.meta.url));
  const env = { ...process.env, RESULTS_DIR: conduct.resultsDir };
  return spawnSync(process.execPath, [cli, ...args], { stdio: ['inherit', 'ignore', 'inherit'], env }).status ?? 3;
}

if (!existsSync(results) || readdirSync(results).length === 0) {
  console.error(`ERROR  there are no results in ${results}: run npm run conformance first`);
  process.exit(3);
}
rmSync(report, { recursive: true, force: true });
const status = allure('generate', results);
if (status === 0) console.log(`Report   ${join(report, 'index.html')}`);
process.exitCode = status === 0 && wantsOpen ? allure('open', report) : status;
