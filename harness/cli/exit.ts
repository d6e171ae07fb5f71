import { ConfigurationError } from '../config/configuration-error.ts';
import { exitCodes } from '../report/gate.ts';
import { ForeignRunFolder } from '../run/run-folder.ts';

/** Ends the process with code 3 and one line for each problem. */
export function failWith(...problems: readonly string[]): never {
  console.error(problems.map((problem) => `ERROR  ${problem}`).join('\n'));
  process.exit(exitCodes.error);
}

/** What a function gives; where the configuration is at fault, its problems and the end of the process. */
export function orExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigurationError) return failWith(...error.problems);
    if (error instanceof ForeignRunFolder) return failWith(error.message);
    throw error;
  }
}
