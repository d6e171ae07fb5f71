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
const wantsOpen = isToBeOpened() && process.stdout.isTTY && process.env.CI === undefined;

function isToBeOpened(): boolean {
  try {
    return parseArgs({ options: { 'no-open': { type: 'boolean' } } }).values['no-open'] !== true;
  } catch {
    fail(`npm run report takes --no-open and nothing else, and got ${process.argv.slice(2).join(' ')}`);
  }
}

function fail(line: string): never {
  console.error(`ERROR  ${line}`);
  process.exit(3);
}

/** Runs a command of Allure; its config takes the results folder from the environment. */
function allure(...args: readonly string[]): number {
  const cli = fileURLToPath(new URL('../../node_modules/allure/cli.js', import.meta.url));
  const env = { ...process.env, RESULTS_DIR: conduct.resultsDir };
  return spawnSync(process.execPath, [cli, ...args], { stdio: ['inherit', 'ignore', 'inherit'], env }).status ?? 3;
}

if (!existsSync(results) || readdirSync(results).length === 0)
  fail(`there are no results in ${results}: run npm run conformance first`);
rmSync(report, { recursive: true, force: true });
if (allure('generate', results) !== 0 || !existsSync(report)) fail(`Allure could not build ${report}: see above`);
console.log(`Report   ${join(report, 'index.html')}`);
if (wantsOpen) process.exitCode = allure('open', report);
