import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { errorJson } from './conformance-json.ts';
import { errorHealthJson } from './health.ts';
import { errorJunitXml } from './junit.ts';
import { errorMetricsText } from './metrics.ts';
import { errorSummaryMarkdown } from './summary.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Writes in every form that a run broke and has no result, so that nobody takes an older one for it.
 *
 * @param message Why, in one line.
 * @param isForMonitors True where monitors read this folder.
 */
export function writeErrorResults(message: string, startedAt: Date, dir: string, isForMonitors: boolean): void {
  mkdirSync(dir, { recursive: true });
  const write = (name: string, text: string): void => writeWhole(join(dir, name), text);
  write('conformance.json', `${JSON.stringify(errorJson(message, startedAt), undefined, 2)}\n`);
  write('summary.md', errorSummaryMarkdown(message));
  write('junit.xml', errorJunitXml(message, startedAt));
  if (!isForMonitors) return;
  write('health.json', `${JSON.stringify(errorHealthJson(message, startedAt), undefined, 2)}\n`);
  write('metrics.prom', errorMetricsText(new Date()));
}
