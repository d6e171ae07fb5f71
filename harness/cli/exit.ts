import { ConfigurationError } from '../config/configuration-error.ts';
import type { ConfigOptions } from '../config/read.ts';
import { exitCodes } from '../report/gate.ts';
import { ResultsFolderRefused, withdrawResults } from '../report/results-folder.ts';
import { ForeignRunFolder, NoRunFolder } from '../run/run-folder.ts';

/** Ends the process with code 3 and one line for each problem. */
export function failWith(...problems: readonly string[]): never {
  console.error(problems.map((problem) => `ERROR  ${problem}`).join('\n'));
  process.exit(exitCodes.error);
}

/** What a function gives; where the configuration or the surroundings are at fault, the problems and the end of the process. */
export function orExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return failWith(...problemsOf(error));
  }
}

/** Like {@link orExit}, for what would write results: those of an earlier run are no longer there afterwards. */
export function orExitWithoutResults<T>(env: NodeJS.ProcessEnv, options: ConfigOptions, start: () => T): T {
  try {
    return start();
  } catch (error) {
    const problems = problemsOf(error);
    withdrawResults(problems.join(' '), env, options);
    return failWith(...problems);
  }
}

/** @throws the error itself where it is none of those that are told in one line. */
function problemsOf(error: unknown): readonly string[] {
  if (error instanceof ConfigurationError) return error.problems;
  if (error instanceof ForeignRunFolder || error instanceof NoRunFolder || error instanceof ResultsFolderRefused)
    return [error.message];
  throw error;
}
