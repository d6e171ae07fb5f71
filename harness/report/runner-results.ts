import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestResult } from 'allure-js-commons';

/** What the runner's own Allure reporter knows of a test: its identity in this run, and when it ran. */
export type RunnerResult = Required<Pick<TestResult, 'uuid' | 'start' | 'stop'>>;

/**
 * Reads what `allure-playwright` has written.
 *
 * It knows no clause, no deviation and no verdict but passed and failed, so its results are the base that ours are
 * written on, and stay in the run folder.
 *
 * @param dir Its results folder; it need not exist.
 * @returns the results by clause: a test's title begins with its id.
 */
export function readRunnerResults(dir: string): ReadonlyMap<string, RunnerResult> {
  if (!existsSync(dir)) return new Map();
  const results = readdirSync(dir)
    .filter((name) => name.endsWith('-result.json'))
    .map((name) => JSON.parse(readFileSync(join(dir, name), 'utf8')) as RunnerResult & { readonly name: string });
  return new Map(results.map(({ name, uuid, start, stop }) => [name.split(' ')[0] ?? '', { uuid, start, stop }]));
}
