import type { ConfigOptions } from '../config/read.ts';
import { doctor } from '../doctor/doctor.ts';
import type { LoadedProgram } from './program.ts';

/** `doctor`: looks at everything that a run needs, a line each with the fix. */
export async function doctorCommand(
  { suite }: LoadedProgram,
  _args: readonly string[],
  from: ConfigOptions,
): Promise<void> {
  const code = await doctor(process.env, {
    ...from,
    api: suite,
    harmlessPath: suite.harmlessPath,
    print: (line) => console.log(line),
  });
  // A name that is still being resolved would keep the process long after its five seconds.
  process.exit(code);
}
