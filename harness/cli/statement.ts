import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../config/configuration-error.ts';
import { type ConfigOptions, readSettings } from '../config/read.ts';
import { resultIn } from '../config/result-file.ts';
import { ensureWritable } from '../config/results-dir.ts';
import { endedRunIn, takeNames } from '../report/results-folder.ts';
import { statementFiles, writeStatement } from '../report/write-statement.ts';
import { statementOf } from '../statement/statement.ts';
import { failWith, orExit } from './exit.ts';
import type { Program } from './program.ts';

/**
 * `statement`: writes the conformance statement of the last run, for a release's file, and names that run. A run that did
 * not come to a verdict on its target has none.
 */
export function statementCommand({ suite }: Program, args: readonly string[], from: ConfigOptions): void {
  if (args.length > 0) failWith(`npm run statement takes --env NAME and nothing else, and got ${args.join(' ')}`);
  const { resultsDir } = orExit(() => readSettings(process.env, { ...from, api: suite })).conduct;
  const { startedAt, end } = orExit(() => endedRunIn(resultsDir));
  const path = join(resultsDir, 'conformance.json');
  const statement = orExit(() => {
    const text = contentOf(path);
    const result = resultIn(text, path);
    if (result.suite.id !== suite.id) throw refusal(`${path} is a result of the suite ${result.suite.id}`);
    if (result.startedAt !== startedAt) throw refusal(`${path} is not of the run of ${startedAt} that ended there`);
    return statementOf(result, hash('sha256', text, 'hex'), suite);
  });
  orExit(() => {
    ensureWritable(resultsDir);
    takeNames(resultsDir, statementFiles);
  });
  writeStatement(statement, resultsDir);
  console.log(`Run        ${startedAt}  ${end.target}  ${end.verdict}`);
  for (const name of statementFiles) console.log(`Statement  ${join(resultsDir, name)}`);
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw refusal(
      `${path} can't be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'})`,
    );
  }
}

function refusal(problem: string): ConfigurationError {
  return new ConfigurationError([`${problem}: run npm run conformance again`]);
}
