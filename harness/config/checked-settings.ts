import { readDeviations } from './deviations.ts';
import { ensureWritable } from './results-dir.ts';
import type { ApiFacts } from './rules.ts';
import { readSettings, type Settings } from './settings.ts';

/** What the configuration is judged by: a suite. */
export interface KnownApi extends ApiFacts {
  readonly clause: (id: string) => unknown;
}

/**
 * The settings of a process that starts something: read once, the results folder proved writable and the list of known
 * deviations found good.
 *
 * @throws ConfigurationError with one line for each problem.
 */
export function checkedSettings(api: KnownApi, env: NodeJS.ProcessEnv): Settings {
  const settings = readSettings(env, { api });
  ensureWritable(settings.conduct.resultsDir);
  readDeviations(settings.conduct.deviationsFile, api);
  return settings;
}
