import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare } from '../comparison/compare.ts';
import type { Conclusion } from '../comparison/comparison.ts';
import { comparisonLines } from '../comparison/console-lines.ts';
import { type ConfigOptions, readSettings } from '../config/read.ts';
import { readResultFile } from '../config/result-file.ts';
import { ensureWritable } from '../config/results-dir.ts';
import { takeNames } from '../report/results-folder.ts';
import { comparisonFiles, writeComparison } from '../report/write-comparison.ts';
import { failWith, orExit } from './exit.ts';
import type { LoadedProgram } from './program.ts';

/** Exit code under `--fail-on regression`. */
const exitCodes: Readonly<Record<Conclusion, number>> = { 'no regression': 0, regression: 1, undecided: 2 };

const usage = 'npm run diff takes two files, and --fail-on regression: npm run diff -- before.json after.json';

/**
 * `diff BEFORE AFTER [--fail-on regression]`: what changed from one `conformance.json` to another, printed and written to
 * the results folder. Without `--fail-on` the exit code is 0 whatever changed.
 */
export function diffCommand({ suite }: LoadedProgram, args: readonly string[], from: ConfigOptions): void {
  const { paths, failsOnRegression } = argumentsIn(args);
  const [before, after] = orExit(() => paths.map((path) => readResultFile(path)));
  if (before === undefined || after === undefined) return failWith(usage);
  if (before.suite.id !== after.suite.id)
    failWith(
      `${paths.join(' and ')} are results of two suites, ${before.suite.id} and ${after.suite.id}: give two of one`,
    );
  const comparison = compare(before, after);
  if (comparison.compared === 0)
    failWith(`${paths.join(' and ')} have no clause that both have judged: there is nothing to compare`);
  const { resultsDir } = orExit(() => readSettings(process.env, { ...from, api: suite })).conduct;
  orExit(() => {
    ensureWritable(resultsDir);
    takeNames(resultsDir, comparisonFiles);
  });
  writeComparison(comparison, resultsDir);
  console.log(`Written ${comparisonFiles.map((name) => join(resultsDir, name)).join(', ')}`);
  const isColourful = process.stdout.isTTY && process.env.NO_COLOR === undefined;
  for (const line of comparisonLines(comparison, isColourful)) console.log(line);
  if (failsOnRegression) process.exitCode = exitCodes[comparison.conclusion];
}

function argumentsIn(args: readonly string[]): { paths: readonly string[]; failsOnRegression: boolean } {
  try {
    const { values, positionals } = parseArgs({
      options: { 'fail-on': { type: 'string' } },
      args: [...args],
      allowPositionals: true,
    });
    const failOn = values['fail-on'];
    if (positionals.length === 2 && (failOn === undefined || failOn === 'regression'))
      return { paths: positionals, failsOnRegression: failOn !== undefined };
  } catch {
    // An option that it does not have.
  }
  return failWith(`${usage} (it got ${args.length === 0 ? 'nothing' : args.join(' ')})`);
}
