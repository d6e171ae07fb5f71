import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadTarget } from '../config/load.ts';
import { RunContext, type SuiteSetup } from '../judge/run-context.ts';
import { note } from '../run/notes.ts';
import { clockWarning, preflight, type PreflightStimuli } from '../judge/preflight.ts';
import { RunFolder } from '../run/run-folder.ts';
import { runStartedAt } from '../run/start.ts';

/** What earlier runs left in the results folder and this run writes anew. The history of the report stays. */
const replaced = ['allure-results', 'conformance.json', 'junit.xml', 'summary.md', 'health.json', 'metrics.prom'];

/**
 * Prepares a run: clears what the last one left, and asks whether the API is there.
 *
 * @returns the context of the preflight, for what else has to come before the clauses.
 * @throws Error with one line when no clause can be judged; the reporter finds the reason among the notes.
 */
export async function prepareRun(setup: SuiteSetup, stimuli: PreflightStimuli): Promise<RunContext> {
  const target = loadTarget(process.env);
  for (const name of replaced) rmSync(join(target.resultsDir, name), { recursive: true, force: true });
  const folder = RunFolder.current();
  const run = new RunContext(target, setup, runStartedAt(process.env), folder);
  const stop = await preflight(run, stimuli);
  const warning = clockWarning(run);
  if (warning !== undefined) note(folder, { kind: 'warning', message: warning });
  if (stop === undefined) return run;
  note(folder, { kind: 'stop', verdict: 'inconclusive', ...stop });
  throw new Error(stop.message);
}
