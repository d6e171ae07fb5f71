import { ConfigurationError } from '../config/configuration-error.ts';
import { ensureWritable } from '../config/results-dir.ts';
import type { ApiFacts } from '../config/rules.ts';
import { readSettings, type Settings } from '../config/settings.ts';
import { readDeviations } from '../config/deviations.ts';
import { exitCodes } from '../report/gate.ts';

/** The settings of this process, the results folder proved writable; where they are wrong, one line for each problem and the end with code 3. */
export function settingsOrExit(env: NodeJS.ProcessEnv, api: ApiFacts): Settings {
  try {
    const settings = readSettings(env, { api });
    ensureWritable(settings.conduct.resultsDir);
    readDeviations(settings.conduct.deviationsFile);
    return settings;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(`ERROR  ${error.problems.join('\nERROR  ')}`);
    process.exit(exitCodes.error);
  }
}
