import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkedSettings } from '../config/checked-settings.ts';
import { failWith, orExit } from './exit.ts';
import type { Program } from './program.ts';

/**
 * `report [--no-open]`: builds the Allure report of the last run and opens it. Without a terminal, as in CI, it is built
 * only.
 */
export function reportCommand({ suite }: Program, args: readonly string[]): void {
  const wantsOpen = isToBeOpened(args) && process.stdout.isTTY && process.env.CI === undefined;
  const { resultsDir } = orExit(() => checkedSettings(suite, process.env)).conduct;
  const results = join(resultsDir, 'allure-results');
  const report = join(resultsDir, 'allure-report');
  if (!existsSync(results) || readdirSync(results).length === 0)
    failWith(`there are no results in ${results}: run npm run conformance first`);
  rmSync(report, { recursive: true, force: true });
  if (allure(resultsDir, 'generate', results) !== 0 || !existsSync(report))
    failWith(`Allure could not build ${report}: see above`);
  console.log(`Report   ${join(report, 'index.html')}`);
  if (wantsOpen) process.exitCode = allure(resultsDir, 'open', report);
}

function isToBeOpened(args: readonly string[]): boolean {
  try {
    return parseArgs({ options: { 'no-open': { type: 'boolean' } }, args: [...args] }).values['no-open'] !== true;
  } catch {
    return failWith(`npm run report takes --no-open and nothing else, and got ${args.join(' ')}`);
  }
}

/** Runs a command of Allure; its config takes the results folder from the environment. */
function allure(resultsDir: string, ...args: readonly string[]): number {
  const cli = fileURLToPath(new URL('../../node_modules/allure/cli.js', import.meta.url));
  const env = { ...process.env, RESULTS_DIR: resultsDir };
  return spawnSync(process.execPath, [cli, ...args], { stdio: ['inherit', 'ignore', 'inherit'], env }).status ?? 3;
}
