import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkedSettings, type ConfigOptions } from '../config/read.ts';
import { projectRoot } from '../project/root.ts';
import { endedRunIn } from '../report/results-folder.ts';
import { failWith, orExit } from './exit.ts';
import type { Program } from './program.ts';

/**
 * `report [--no-open] [--single-file]`: builds the Allure report of the last run, names that run, and opens the report.
 * Without a terminal, as in CI, it is built only. A run that did not come to its end has no report.
 */
export function reportCommand({ suite }: Program, args: readonly string[], from: ConfigOptions): void {
  const options = optionsIn(args);
  const wantsOpen = options['no-open'] !== true && process.stdout.isTTY && process.env.CI === undefined;
  const { conduct, warnings } = orExit(() => checkedSettings(suite, process.env, from));
  for (const warning of warnings) console.error(`WARNING  ${warning}`);
  const { resultsDir } = conduct;
  const { startedAt, end } = orExit(() => endedRunIn(resultsDir));
  const results = join(resultsDir, 'allure-results');
  const report = join(resultsDir, 'allure-report');
  if (!existsSync(results) || readdirSync(results).length === 0)
    failWith(`there are no results in ${results}: run npm run conformance first`);
  rmSync(report, { recursive: true, force: true });
  forgetReportsSince(join(resultsDir, 'allure-history.jsonl'), end.endedAt);
  const build: AllureOptions = {
    RESULTS_DIR: resultsDir,
    ...(options['single-file'] === true && { ALLURE_SINGLE_FILE: '1' }),
  };
  if (allure(build, 'generate', results) !== 0 || !existsSync(report))
    failWith(`Allure could not build ${report}: see above`);
  console.log(`Run      ${startedAt}  ${end.target}  ${end.verdict}`);
  console.log(`Report   ${join(report, 'index.html')}`);
  if (wantsOpen) process.exitCode = allure(build, 'open', report);
}

function optionsIn(args: readonly string[]): { readonly 'no-open'?: boolean; readonly 'single-file'?: boolean } {
  const options = { 'no-open': { type: 'boolean' }, 'single-file': { type: 'boolean' } } as const;
  try {
    return parseArgs({ options, args: [...args] }).values;
  } catch {
    return failWith(`npm run report takes --no-open and --single-file and nothing else, and got ${args.join(' ')}`);
  }
}

/** Takes the entries of a run's earlier reports out of the history, so that each run stands there once. */
function forgetReportsSince(history: string, endedAt: string): void {
  if (!existsSync(history)) return;
  const lines = readFileSync(history, 'utf8').split('\n');
  // What was built after this run had ended is of this run, since a later one replaces its results.
  const earlier = lines.filter((line) => line === '' || builtAt(line) < Date.parse(endedAt));
  if (earlier.length < lines.length) writeFileSync(history, earlier.join('\n'));
}

/** When an entry of the history was made, in milliseconds since the epoch. */
function builtAt(line: string): number {
  try {
    return (JSON.parse(line) as { timestamp?: number }).timestamp ?? 0;
  } catch {
    // No entry of Allure's: it is for Allure to say so.
    return 0;
  }
}

/** What Allure's configuration reads from the environment. */
interface AllureOptions {
  readonly RESULTS_DIR: string;
  readonly ALLURE_SINGLE_FILE?: '1';
}

/** Runs a command of Allure. */
function allure(options: AllureOptions, ...args: readonly string[]): number {
  const cli = join(dirname(createRequire(import.meta.url).resolve('allure')), '../cli.js');
  const env = { ...process.env, ...options };
  return (
    spawnSync(process.execPath, [cli, ...args, '--config', join(projectRoot, 'allurerc.mjs')], {
      stdio: ['inherit', 'ignore', 'inherit'],
      env,
    }).status ?? 3
  );
}
