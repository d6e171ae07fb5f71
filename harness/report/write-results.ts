import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { compare } from '../comparison/compare.ts';
import type { Comparison } from '../comparison/comparison.ts';
import type { ResultDocument } from '../model/result-document.ts';
import { redactStrings } from '../secrets/redact-strings.ts';
import { filesSince } from '../secrets/scan.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import { writeAllureResults } from './allure.ts';
import { badge } from './badge.ts';
import { conformanceJson } from './conformance-json.ts';
import { ConsoleReport } from './console.ts';
import { ctrfReport } from './ctrf.ts';
import { harText } from './har.ts';
import { healthJson } from './health.ts';
import { junitXml } from './junit.ts';
import { metricsText } from './metrics.ts';
import { comparisonFiles, writeComparison } from './write-comparison.ts';
import type { RunResult } from './run-result.ts';
import type { RunnerResult } from './runner-results.ts';
import { writeWhole } from './write-whole.ts';
import { summaryMarkdown } from './summary.ts';

/** The files that say how many files were searched for secrets: they are among these, and yet to be written. */
const lastFiles = ['conformance.json', 'summary.md'];

/** What was written of a run. */
export interface Written {
  /** Files of the run that are there, all of them to be searched for secrets. */
  readonly files: number;
  /** How it compares with its baseline; undefined where it has none. */
  readonly comparison: Comparison | undefined;
}

/**
 * Writes every form of a result into a folder.
 *
 * @param byRunner What the runner's own Allure reporter has written, by clause.
 * @param baseline The result that the run is compared with.
 */
export function writeResults(
  result: RunResult,
  secrets: SecretRegistry,
  dir: string,
  byRunner: ReadonlyMap<string, RunnerResult>,
  baseline?: ResultDocument,
): Written {
  mkdirSync(dir, { recursive: true });
  writeAllureResults(result, secrets, join(dir, 'allure-results'), byRunner);
  writeWhole(join(dir, 'junit.xml'), junitXml(result));
  if (result.target.profile === 'health') {
    writeWhole(join(dir, 'health.json'), json(healthJson(result)));
  }
  writeWhole(join(dir, 'metrics.prom'), metricsText(result));
  writeWhole(join(dir, 'badge.json'), json(badge(result)));
  writeWhole(join(dir, 'ctrf.json'), json(ctrfReport(result)));
  writeWhole(join(dir, 'exchanges.har'), harText(result, secrets));
  const isCompared = baseline !== undefined;
  // What the comparison writes is among the files, too, and needs the whole document.
  const files = filesSince(dir, result.startedAt).length + lastFiles.length + (isCompared ? comparisonFiles.length : 0);
  const document = conformanceJson(result, secrets, files);
  const comparison = isCompared ? compare(redactStrings(baseline, secrets), document) : undefined;
  if (comparison !== undefined) writeComparison(comparison, dir);
  const report = new ConsoleReport(result, secrets, false);
  writeWhole(join(dir, 'conformance.json'), json(document));
  writeWhole(join(dir, 'summary.md'), summaryMarkdown(result, report.counts(files), comparison));
  return { files, comparison };
}

function json(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
