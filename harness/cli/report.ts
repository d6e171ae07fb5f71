import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkedSettings, type ConfigOptions } from '../config/read.ts';
import { endedRunIn } from '../report/results-folder.ts';
import { buildReport, openReport } from './allure.ts';
import { failWith, orExit } from './exit.ts';
import type { LoadedProgram } from './program.ts';
import { reportOfAll } from './report-of-all.ts';

/** What `report` takes, and the words for it. */
const options = {
  all: { type: 'boolean', default: false },
  'no-open': { type: 'boolean', default: false },
  'single-file': { type: 'boolean', default: false },
} as const;

/**
 * `report [--all] [--no-open] [--single-file]`: builds the Allure report of the last run, or of the last runs of all
 * targets, names them, and opens the report. Without a terminal, as in CI, it is built only. A run that did not come to
 * its end has no report.
 */
export function reportCommand(program: LoadedProgram, args: readonly string[], from: ConfigOptions): void {
  const { all, 'no-open': isBuiltOnly, 'single-file': singleFile } = optionsIn(args);
  if (all && from.environment !== undefined) failWith('--all is about all targets: leave --env out');
  const report = all ? reportOfAll(program, singleFile) : reportOfOne(program, singleFile, from);
  console.log(`Report   ${join(report, 'index.html')}`);
  if (!isBuiltOnly && process.stdout.isTTY && process.env.CI === undefined) openReport(report);
}

function reportOfOne({ suite }: LoadedProgram, singleFile: boolean, from: ConfigOptions): string {
  const { conduct, warnings } = orExit(() => checkedSettings(suite, process.env, from));
  for (const warning of warnings) console.error(`WARNING  ${warning}`);
  const { resultsDir } = conduct;
  const { startedAt, end } = orExit(() => endedRunIn(resultsDir));
  const results = join(resultsDir, 'allure-results');
  if (!existsSync(results) || readdirSync(results).length === 0)
    failWith(`there are no results in ${results}: run npm run conformance first`);
  const report = buildReport({ from: results, resultsDir, endedAt: end.endedAt, singleFile });
  console.log(`Run      ${startedAt}  ${end.target}  ${end.verdict}`);
  return report;
}

function optionsIn(args: readonly string[]) {
  try {
    return parseArgs({ options, args: [...args] }).values;
  } catch {
    const names = Object.keys(options).map((name) => `--${name}`);
    return failWith(`npm run report takes ${names.join(', ')} and nothing else, and got ${args.join(' ')}`);
  }
}
