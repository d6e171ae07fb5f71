import { checkedSettings } from '../config/checked-settings.ts';
import type { Settings } from '../config/settings.ts';
import type { Suite } from '../judge/suite.ts';
import type { Target } from '../model/target.ts';
import { HarnessError } from '../model/outcome.ts';
import { RunFolder } from '../run/run-folder.ts';

/** A run as one of its processes sees it. */
export interface CurrentRun {
  readonly folder: RunFolder;
  readonly settings: Settings;
}

let current: CurrentRun | undefined;

/**
 * Starts a run: reads the configuration, once, and creates the run folder, through which the processes that are started
 * from here get it whole.
 *
 * @throws ConfigurationError with one line for each problem.
 */
export function startRun(suite: Suite, env: NodeJS.ProcessEnv): CurrentRun {
  const settings = checkedSettings(suite, env);
  const folder = RunFolder.create();
  folder.keep('settings', settings);
  return { folder, settings };
}

/**
 * The run of this process: the one that a parent has started, or else one that is started here, as by an editor's test
 * runner, and goes with this process.
 *
 * @throws ConfigurationError, ForeignRunFolder
 */
export function currentRun(suite: Suite): CurrentRun {
  if (current !== undefined) return current;
  const joined = RunFolder.join(process.env);
  if (joined !== undefined) {
    current = { folder: joined, settings: joined.recall('settings') as Settings };
    return current;
  }
  const started = startRun(suite, process.env);
  Object.assign(process.env, started.folder.environment);
  process.once('exit', () => started.folder.remove());
  current = started;
  return started;
}

/** The target of a run, known once the run has begun: the embedded sandbox draws its address when it starts. */
export function targetOfRun({ folder }: CurrentRun): Target {
  const target = folder.recall('target') as Target | undefined;
  if (target === undefined) throw new HarnessError('the run ended before its target was known');
  return target;
}
