import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { errorMetricsText } from '../../harness/report/metrics.ts';
import { projectRoot } from '../../harness/project/root.ts';
import { needs } from '../needs.ts';
import { everyMetric } from './known-metrics.ts';

/** What Prometheus itself says of our metrics and alerts. */

needs('promtool');

function promtool(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync('promtool', args, {
    cwd: join(projectRoot, 'deploy/prometheus'),
    input,
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}` };
}

for (const [title, metrics] of Object.entries({
  'of a run': everyMetric,
  'of a run that broke': errorMetricsText(new Date('2026-01-01T00:00:00.000Z')),
})) {
  test(`the metrics ${title} are taken, and nothing about them is deplored`, () => {
    expect(promtool(['check', 'metrics'], metrics)).toEqual({ status: 0, output: '' });
  });
}

test('what is no metric is not taken', () => {
  expect(promtool(['check', 'metrics'], `${everyMetric}conformance_verdict{target="x} 1\n`).status).not.toBe(0);
});

test('the alerts are taken, and fire where they should', () => {
  const rules = promtool(['check', 'rules', 'alerts.yml']);
  expect(rules, rules.output).toMatchObject({ status: 0 });
  const tests = promtool(['test', 'rules', 'alerts.test.yml']);
  expect(tests, tests.output).toMatchObject({ status: 0 });
});
