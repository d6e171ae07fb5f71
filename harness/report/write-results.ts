import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesSince } from '../secrets/scan.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import { writeAllureResults } from './allure.ts';
import { conformanceJson } from './conformance-json.ts';
import { ConsoleReport } from './console.ts';
import { healthJson } from './health.ts';
import { junitXml } from './junit.ts';
import { metricsText } from './metrics.ts';
import type { RunResult } from './run-result.ts';
import type { RunnerResult } from './runner-results.ts';
import { writeWhole } from './write-whole.ts';
import { summaryMarkdown } from './summary.ts';

/** The files that say how many files were searched for secrets: they are among these, and yet to be written. */
const lastFiles = ['conformance.json', 'summary.md'];

/**
 * Writes every form of a result into a folder.
 *
 * @param byRunner What the runner's own Allure reporter has written, by clause.
 * @returns how many files of the run are there then, all of them to be searched for secrets.
 */
export function writeResults(
  result: RunResult,
  secrets: SecretRegistry,
  dir: string,
  byRunner: ReadonlyMap<string, RunnerResult>,
): number {
  mkdirSync(dir, { recursive: true });
  writeAllureResults(result, secrets, join(dir, 'allure-results'), byRunner);
  writeWhole(join(dir, 'junit.xml'), junitXml(result));
  if (result.target.profile === 'health') {
    writeWhole(join(dir, 'health.json'), json(healthJson(result)));
    writeWhole(join(dir, 'metrics.prom'), metricsText(result));
  }
  const files = filesSince(dir, result.startedAt).length + lastFiles.length;
  const report = new ConsoleReport(result, secrets, false);
  writeWhole(join(dir, 'conformance.json'), json(conformanceJson(result, files)));
  writeWhole(join(dir, 'summary.md'), summaryMarkdown(result, report.counts(files)));
  return files;
}

function json(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
