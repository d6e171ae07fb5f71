import { readBaseline } from '../config/baseline.ts';
import { checkedSettings, type ConfigOptions, type Settings } from '../config/read.ts';
import type { Suite } from '../judge/suite.ts';
import type { ResultDocument } from '../model/result-document.ts';
import type { Target } from '../model/target.ts';
import { HarnessError } from '../model/outcome.ts';
import { ResultsFolder } from '../report/results-folder.ts';
import { whenParentEnds } from '../run/parent.ts';
import { RunFolder } from '../run/run-folder.ts';

/** A run as one of its processes sees it. */
export interface CurrentRun {
  readonly folder: RunFolder;
  readonly settings: Settings;
  /** The result that this run is compared with; undefined where it has none. */
  readonly baseline: ResultDocument | undefined;
  /** Where the results go; undefined for what only lists tests, and writes none. */
  readonly results: ResultsFolder | undefined;
}

/** How long a run may last beyond its budget, in seconds: its teardown leaves the account as it was found. */
export const teardownSeconds = 180;

/** How a run is started. */
export interface StartOptions {
  /** False for what only lists tests. */
  readonly writesResults: boolean;
  /** True where somebody looks at the runner itself, as in an editor, and not at our reports alone. */
  readonly runnerIsSeen: boolean;
}

let current: CurrentRun | undefined;

/**
 * Starts a run: reads the configuration, once, claims the results folder, and creates the run folder, through which the
 * processes that are started from here get the settings whole.
 *
 * @throws ConfigurationError, ResultsFolderRefused, NoRunFolder
 */
export function startRun(
  suite: Suite,
  env: NodeJS.ProcessEnv,
  { writesResults, runnerIsSeen, ...from }: ConfigOptions & StartOptions,
): CurrentRun {
  const settings = checkedSettings(suite, env, from);
  // Before the folder that it may lie in is cleared.
  const baseline = readBaseline(settings.baseline, suite);
  const folder = RunFolder.create();
  try {
    folder.keep('settings', settings);
    folder.keep('baseline', baseline);
    folder.keep('runner-is-seen', runnerIsSeen);
    return { folder, settings, baseline, results: writesResults ? claimFor(folder, settings) : undefined };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

/** Ends a run: for the process that started it. */
export function endRun({ folder, results }: CurrentRun): void {
  folder.remove();
  results?.release();
}

function claimFor(folder: RunFolder, { conduct }: Settings): ResultsFolder {
  const endsBy = new Date(folder.startedAt + (conduct.runBudgetSeconds + teardownSeconds) * 1000);
  return ResultsFolder.claim(conduct.resultsDir, { run: folder.id, startedAt: new Date(folder.startedAt), endsBy });
}

/**
 * The run of this process: the one that a parent has started, or else one that is started here, as by an editor's test
 * runner, and goes with this process.
 *
 * @throws ConfigurationError, ForeignRunFolder, ResultsFolderRefused, NoRunFolder
 */
export function currentRun(suite: Suite): CurrentRun {
  if (current !== undefined) return current;
  const joined = RunFolder.join(process.env);
  if (joined !== undefined) {
    const settings = joined.recall('settings') as Settings;
    const results = writesResults() ? ResultsFolder.of(settings.conduct.resultsDir) : undefined;
    const baseline = joined.recall('baseline') as ResultDocument | undefined;
    const run = { folder: joined, settings, baseline, results };
    // The runner outlives the process that started the run where that is killed, and then ends the run in its place. Its
    // workers, which have a channel to it, do not.
    if (process.send === undefined) whenParentEnds(() => adopt(run));
    current = run;
    return run;
  }
  const started = startRun(suite, process.env, { writesResults: writesResults(), runnerIsSeen: true });
  Object.assign(process.env, started.folder.environment);
  process.once('exit', () => endRun(started));
  current = started;
  return started;
}

/** Takes a run over from the process that started it and was killed. */
function adopt(run: CurrentRun): void {
  run.results?.adopt();
  process.once('exit', () => endRun(run));
}

/** True where the runner was started to run tests; an editor's server of tests has reporters of its own. */
export function writesResults(args: readonly string[] = process.argv.slice(2)): boolean {
  return args[0] === 'test' && !args.includes('--list');
}

/** The target of a run, known once the run has begun: the embedded sandbox draws its address when it starts. */
export function targetOfRun({ folder }: CurrentRun): Target {
  const target = folder.recall('target') as Target | undefined;
  if (target === undefined) throw new HarnessError('the run ended before its target was known');
  return target;
}
