import { targetOf } from '../config/target.ts';
import { clockWarning, preflight } from '../judge/preflight.ts';
import { RunContext } from '../judge/run-context.ts';
import type { Suite } from '../judge/suite.ts';
import { Inconclusive } from '../model/outcome.ts';
import { note } from '../run/notes.ts';
import type { RunFolder } from '../run/run-folder.ts';
import { type CurrentRun, currentRun, targetOfRun } from './current-run.ts';
import { outlastFurtherSignals } from './end-in-order.ts';

/**
 * Runs once before the clauses, as Playwright's global setup: asks whether the API is there.
 *
 * @throws Error with one line when no clause can be judged; the reporter finds the reason among the notes.
 */
export async function setUp(suite: Suite): Promise<void> {
  const { folder, settings } = currentRun(suite);
  outlastFurtherSignals();
  // An editor's test runner may do several runs in one process.
  if (folder.hasEnded) folder.renew();
  const target = targetOf(settings, process.env);
  folder.keep('target', target);
  const run = new RunContext(target, suite, folder.startedAt, folder);
  try {
    await prepare(run, folder);
  } finally {
    run.connections.closeSpares();
  }
}

async function prepare(run: RunContext, folder: RunFolder): Promise<void> {
  const { suite } = run;
  const stop = await preflight(run, suite.preflight);
  const warning = clockWarning(run);
  if (warning !== undefined) note(folder, { kind: 'warning', message: warning });
  if (stop !== undefined) {
    note(folder, { kind: 'stop', verdict: 'inconclusive', ...stop });
    throw new Error(stop.message);
  }
  try {
    if (run.outage.flaw === undefined) await suite.before?.(run);
  } catch (error) {
    noteIfUndecided(folder, error);
    throw error;
  }
}

/**
 * Runs once after the clauses, as Playwright's global teardown, also where the run was stopped.
 *
 * @param run Where the runner itself broke, the run as the process that started it sees it.
 */
export async function tearDown(suite: Suite, run: CurrentRun = currentRun(suite)): Promise<void> {
  const { folder } = run;
  try {
    await afterClauses(suite, run);
  } catch (error) {
    if (!noteIfUndecided(folder, error)) throw error;
  }
}

async function afterClauses(suite: Suite, run: CurrentRun): Promise<void> {
  if (suite.after === undefined) return;
  const context = new RunContext(targetOfRun(run), suite, run.folder.startedAt, run.folder);
  try {
    await suite.after(context);
  } finally {
    context.connections.closeSpares();
  }
}

/** Leaves word of what can't be decided before or after the clauses: it ends the run, and is no fault of the harness. */
function noteIfUndecided(folder: RunFolder, error: unknown): boolean {
  if (!(error instanceof Inconclusive)) return false;
  note(folder, { kind: 'stop', verdict: 'inconclusive', blame: error.blame, message: error.message });
  return true;
}
