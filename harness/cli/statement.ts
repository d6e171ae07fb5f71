import { hash } from 'node:crypto';
import { join } from 'node:path';
import { type ConfigOptions, readSettings } from '../config/read.ts';
import { ensureWritable } from '../config/results-dir.ts';
import { endedResultIn } from '../report/ended-result.ts';
import { takeNames } from '../report/results-folder.ts';
import { statementFiles, writeStatement } from '../report/write-statement.ts';
import { statementOf } from '../statement/statement.ts';
import { failWith, orExit } from './exit.ts';
import type { LoadedProgram } from './program.ts';

/**
 * `statement`: writes the conformance statement of the last run, for a release's file, and names that run. A run that did
 * not come to a verdict on its target has none.
 */
export function statementCommand({ suite }: LoadedProgram, args: readonly string[], from: ConfigOptions): void {
  if (args.length > 0) failWith(`npm run statement takes --env NAME and nothing else, and got ${args.join(' ')}`);
  const { resultsDir } = orExit(() => readSettings(process.env, { ...from, api: suite })).conduct;
  const { startedAt, end, result, text } = orExit(() => endedResultIn(resultsDir, suite.id));
  const statement = orExit(() => statementOf(result, hash('sha256', text, 'hex'), suite));
  orExit(() => {
    ensureWritable(resultsDir);
    takeNames(resultsDir, statementFiles);
  });
  writeStatement(statement, resultsDir);
  console.log(`Run        ${startedAt}  ${end.target}  ${end.verdict}`);
  for (const name of statementFiles) console.log(`Statement  ${join(resultsDir, name)}`);
}
