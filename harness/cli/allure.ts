import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectRoot } from '../project/root.ts';
import { failWith } from './exit.ts';

/** An environment of the report: what its tests have as the label `target`, and what is shown of it. */
export interface AllureEnvironment {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** A report that Allure is to build. */
export interface Build {
  /** The folder with the results that it is made of. */
  readonly from: string;
  /** The folder that gets `allure-report/`, and the history. */
  readonly resultsDir: string;
  /** When the newest run that it is made of had ended; ISO 8601. */
  readonly endedAt: string;
  readonly singleFile: boolean;
  readonly environments?: readonly AllureEnvironment[];
}

/**
 * Builds `allure-report/` anew, and adds an entry to the history: one for each run, however often it is built.
 *
 * @returns the report's folder. Where Allure can't build it, the process ends.
 */
export function buildReport({ from, resultsDir, endedAt, singleFile, environments = [] }: Build): string {
  const report = join(resultsDir, 'allure-report');
  rmSync(report, { recursive: true, force: true });
  forgetReportsSince(join(resultsDir, 'allure-history.jsonl'), endedAt);
  const configuration = {
    RESULTS_DIR: resultsDir,
    ALLURE_SINGLE_FILE: singleFile ? '1' : '',
    ALLURE_ENVIRONMENTS: JSON.stringify(environments),
  };
  if (allure(configuration, 'generate', from) !== 0 || !existsSync(report))
    failWith(`Allure could not build ${report}: see above`);
  return report;
}

/** Opens a report in the browser, and serves it until it is stopped. */
export function openReport(report: string): void {
  process.exitCode = allure({}, 'open', report);
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

/** Runs a command of Allure. @param configuration What `allurerc.mjs` reads from the environment. */
function allure(configuration: Readonly<Record<string, string>>, ...args: readonly string[]): number {
  const cli = join(dirname(createRequire(import.meta.url).resolve('allure')), '../cli.js');
  return (
    spawnSync(process.execPath, [cli, ...args, '--config', join(projectRoot, 'allurerc.mjs')], {
      stdio: ['inherit', 'ignore', 'inherit'],
      env: { ...process.env, ...configuration },
    }).status ?? 3
  );
}
