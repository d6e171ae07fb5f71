import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { targetOf } from '../config/load.ts';
import { clockWarning, preflight } from '../judge/preflight.ts';
import { RunContext } from '../judge/run-context.ts';
import type { Suite } from '../judge/suite.ts';
import { note } from '../run/notes.ts';
import { currentRun, targetOfRun } from './current-run.ts';

/** What earlier runs left in the results folder and this run writes anew. The history of the report stays. */
const replaced = ['allure-results', 'conformance.json', 'junit.xml', 'summary.md', 'health.json', 'metrics.prom'];

/**
 * Runs once before the clauses, as Playwright's global setup: clears what the last run left, and asks whether the API is
 * there.
 *
 * @throws Error with one line when no clause can be judged; the reporter finds the reason among the notes.
 */
export async function setUp(suite: Suite): Promise<void> {
  const { folder, settings } = currentRun(suite);
  // An editor's test runner may do several runs in one process.
  if (folder.hasEnded) folder.renew();
  const target = targetOf(settings, process.env);
  folder.keep('target', target);
  for (const name of replaced) rmSync(join(target.resultsDir, name), { recursive: true, force: true });
  const run = new RunContext(target, suite, folder.startedAt, folder);
  const stop = await preflight(run, suite.preflight);
  const warning = clockWarning(run);
  if (warning !== undefined) note(folder, { kind: 'warning', message: warning });
  if (stop !== undefined) {
    note(folder, { kind: 'stop', verdict: 'inconclusive', ...stop });
    throw new Error(stop.message);
  }
  await suite.before?.(run);
}

/** Runs once after the clauses, as Playwright's global teardown, also where the run was stopped. */
export async function tearDown(suite: Suite): Promise<void> {
  const run = currentRun(suite);
  await suite.after?.(new RunContext(targetOfRun(run), suite, run.folder.startedAt, run.folder));
}
