import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { errorBadge } from './badge.ts';
import { errorJson } from './conformance-json.ts';
import { errorCtrfReport } from './ctrf.ts';
import { errorHealthJson } from './health.ts';
import { errorJunitXml } from './junit.ts';
import { errorMetricsText } from './metrics.ts';
import { errorSummaryMarkdown } from './summary.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Writes in every form that a run broke and has no result, so that nobody takes an older one for it.
 *
 * @param message Why, in one line.
 * @param isForHealth True where a health check's own document is read from this folder, too.
 */
export function writeErrorResults(message: string, startedAt: Date, dir: string, isForHealth: boolean): void {
  mkdirSync(dir, { recursive: true });
  const write = (name: string, text: string): void => writeWhole(join(dir, name), text);
  write('conformance.json', `${JSON.stringify(errorJson(message, startedAt), undefined, 2)}\n`);
  write('summary.md', errorSummaryMarkdown(message));
  write('junit.xml', errorJunitXml(message, startedAt));
  write('ctrf.json', `${JSON.stringify(errorCtrfReport(message, startedAt), undefined, 2)}\n`);
  write('badge.json', `${JSON.stringify(errorBadge(), undefined, 2)}\n`);
  write('metrics.prom', errorMetricsText(new Date()));
  if (isForHealth) write('health.json', `${JSON.stringify(errorHealthJson(message, startedAt), undefined, 2)}\n`);
}
