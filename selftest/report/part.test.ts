import { expect, test } from '@playwright/test';
import { suite } from '../../specs/suite.ts';
import { fails, passes, runScript } from './run-script.ts';

/** A part of the suite is called one wherever its result stands. */

const whole = suite.tests.length;
const two = `2 of ${whole} clauses`;

test('a conformant part is not worded as the whole', async () => {
  const { lines, result, read } = await runScript(
    { clauses: [passes('RP-OK-01'), passes('RP-400-01')] },
    {
      PROFILE: 'health',
    },
  );
  expect(lines.at(-1)).toMatch(
    new RegExp(`^CONFORMANT  http://127\\.0\\.0\\.1:1  ${two}: every gating clause among them that applies passed `),
  );
  expect(result()).toMatchObject({ planned: 2, suite: { id: suite.id, clauses: whole } });
  expect(result().message).toContain(two);
  expect(read('summary.md')).toContain(`# conformant, ${two}\n`);
  expect(read('junit.xml')).toContain(`<property name="clauses" value="${two}"/>`);
  expect(read('allure-results/environment.properties')).toContain(`Clauses=${two}\n`);
  expect(read('health.json')).toContain(`: conformant, ${two}"`);
  expect(read('badge.json')).toContain(`"conformant, ${two}"`);
  expect(read('ctrf.json')).toContain(`"clauses": "${two}"`);
  expect(read('exchanges.har')).toContain(`: conformant, ${two}"`);
  expect(read('metrics.prom')).toMatch(new RegExp(`^conformance_suite_clauses\\{.*\\} ${whole}$`, 'm'));
});

test('a run that ended early is a part', async () => {
  const { lines } = await runScript({ clauses: [fails('RP-OK-01'), passes('RP-OK-02')] }, {}, ['-x']);
  expect(lines.at(-1)).toMatch(new RegExp(`  1 of ${whole} clauses: 1 gating clause failed: RP-OK-01 `));
});

test('a shard is a part', async () => {
  const clauses = [passes('RP-OK-01'), passes('RP-400-01'), passes('RP-400-02'), passes('RP-400-03')];
  const { lines } = await runScript({ clauses }, {}, ['--shard', '1/2']);
  expect(lines.at(-1)).toMatch(new RegExp(`^CONFORMANT .*  \\d of ${whole} clauses: `));
});

test('the whole says nothing of parts', async () => {
  const { lines, read } = await runScript({ clauses: suite.tests.map(({ clause }) => passes(clause.id)) });
  expect(lines.at(-1)).toMatch(/^CONFORMANT {2}http:\/\/127\.0\.0\.1:1 {2}every gating clause that applies passed \(/);
  expect(read('summary.md')).toMatch(/^# conformant\n/);
});
