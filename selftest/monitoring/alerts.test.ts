import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { projectRoot } from '../../harness/project/root.ts';
import { knownMetrics } from './known-metrics.ts';
import { selectorsIn } from './promql.ts';

/** The alerts for Prometheus. What they do is proved by `alerts.test.yml` beside them: see `promtool.test.ts`. */

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

interface Case {
  readonly alertname: string;
  readonly exp_alerts?: readonly unknown[];
}

const folder = join(projectRoot, 'deploy/prometheus');
const read = (name: string): unknown => parse(readFileSync(join(folder, name), 'utf8'));
const { groups } = read('alerts.yml') as { groups: readonly { rules: readonly Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const { tests } = read('alerts.test.yml') as { tests: readonly { alert_rule_test: readonly Case[] }[] };
const cases = tests.flatMap((each) => each.alert_rule_test);

for (const { alert, expr, labels, annotations } of rules) {
  test(`${alert} reads metrics that there are, and is seen to fire and to be silent`, () => {
    const selectors = selectorsIn(expr);
    expect(selectors.length).toBeGreaterThan(0);
    for (const { metric, labels: looked } of selectors) {
      const known = knownMetrics.get(metric);
      expect(known, `metrics.prom has no ${metric}`).toBeDefined();
      expect(looked.filter((label) => known?.has(label) !== true)).toEqual([]);
    }
    expect(Object.keys(annotations).sort()).toEqual(['description', 'summary']);
    expect(['critical', 'warning']).toContain(labels.severity);
    const own = cases.filter(({ alertname }) => alertname === alert);
    expect(own.filter(({ exp_alerts: fired }) => fired === undefined)).not.toEqual([]);
    expect(own.filter(({ exp_alerts: fired }) => fired !== undefined)).not.toEqual([]);
  });
}

test('no two alerts have one name, and no case is of an alert that there is not', () => {
  const names = rules.map(({ alert }) => alert);
  expect(new Set(names).size).toBe(names.length);
  expect(cases.filter(({ alertname }) => !names.includes(alertname))).toEqual([]);
});

test('a query that is none is noticed, and so are all that it reads', () => {
  expect(() => selectorsIn('conformance_verdict{')).toThrow('no PromQL');
  expect(() => selectorsIn('time() - ')).toThrow('no PromQL');
  expect(selectorsIn('max by (a) (one{b="x"}) + two - time()')).toEqual([
    { metric: 'one', labels: ['b', 'a'] },
    { metric: 'two', labels: ['a'] },
  ]);
});
