import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../harness/project/root.ts';
import { knownMetrics } from './known-metrics.ts';
import { selectorsIn } from './promql.ts';

/** The dashboard for Grafana: it shows what `metrics.prom` has, all of it, on whatever data source is chosen. */

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly datasource: { readonly uid: string };
  readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;
  readonly targets: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
}

const { panels, templating } = JSON.parse(
  readFileSync(join(projectRoot, 'deploy/grafana/dashboard.json'), 'utf8'),
) as Dashboard;

for (const { title, targets } of panels) {
  test(`the panel ${JSON.stringify(title)} reads metrics that there are, of the targets that are chosen`, () => {
    const selectors = targets.flatMap(({ expr }) => selectorsIn(expr));
    expect(selectors.length).toBeGreaterThan(0);
    for (const { metric, labels } of selectors) {
      const known = knownMetrics.get(metric);
      expect(known, `metrics.prom has no ${metric}`).toBeDefined();
      expect(labels.filter((label) => known?.has(label) !== true)).toEqual([]);
      expect(labels).toEqual(expect.arrayContaining(['target', 'profile']));
    }
  });
}

test('every metric is shown', () => {
  const shown = new Set(
    panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => selectorsIn(expr))).map(({ metric }) => metric),
  );
  // A summary's sum and count are for averages over several runs, which nobody needs here.
  const left = [...knownMetrics.keys()].filter((metric) => !/_(?:sum|count)$/.test(metric) && !shown.has(metric));
  expect(left).toEqual([]);
});

test('every variable of a query is one of the dashboard, and is filled from a metric that there is', () => {
  const names = templating.list.map(({ name }) => name);
  const used = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => [...expr.matchAll(/\$(\w+)/g)]));
  expect(used.filter(([, name = '']) => !names.includes(name))).toEqual([]);
  for (const { definition } of templating.list.filter((each) => each.definition !== undefined)) {
    const [, metric = '', label = ''] = /^label_values\((\w+), (\w+)\)$/.exec(definition ?? '') ?? [];
    expect(knownMetrics.get(metric)?.has(label), definition).toBe(true);
  }
});

test('all panels ask the data source that is chosen', () => {
  const sources = panels.flatMap(({ datasource, targets }) => [datasource, ...targets.map((each) => each.datasource)]);
  expect(new Set(sources.map(({ uid }) => uid))).toEqual(new Set(['${datasource}']));
});

test('panels have ids of their own, say what they show, and do not lie on one another', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  expect(panels.filter(({ description }) => description.length < 10)).toEqual([]);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
});
