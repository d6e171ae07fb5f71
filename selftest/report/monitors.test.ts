import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { schemaErrors } from '../../harness/schema/schema.ts';
import { deviationsFile } from './deviations-file.ts';
import { type Ended, fails, goodReset, passes, runScript } from './run-script.ts';

/** `health.json` and `metrics.prom`, by which machines watch a target. */

interface Health {
  readonly status: string;
  readonly serviceId?: string;
  readonly description: string;
  readonly output?: string;
  readonly checks: Readonly<Record<string, readonly { status: string; observedValue: unknown; output?: string }[]>>;
}

function healthOf({ read }: Ended): Health {
  const health = JSON.parse(read('health.json')) as Health;
  expect(schemaErrors('health', health)).toEqual([]);
  return health;
}

const health = { PROFILE: 'health' };

test('a health run says one line, with the response time, and writes its files', async () => {
  const ended = await runScript({ clauses: [passes('RP-OK-01'), fails('RP-400-01')], exchanges: [goodReset] }, health);
  expect(ended.lines).toHaveLength(1);
  expect(ended.lines[0]).toMatch(/^NONCONFORMANT .*RP-400-01 \(reset in 12 ms, profile health/);
  expect(ended.code).toBe(1);
  expect(healthOf(ended)).toMatchObject({ status: 'fail', serviceId: 'http://127.0.0.1:1' });
  const labels = 'target="http://127.0.0.1:1",profile="health"';
  const metrics = ended.read('metrics.prom');
  expect(metrics).toContain(`conformance_verdict{${labels},verdict="nonconformant"} 1\n`);
  expect(metrics).toContain(`conformance_verdict{${labels},verdict="conformant"} 0\n`);
  expect(metrics).toContain(`conformance_clauses{${labels},verdict="fail"} 1\n`);
  expect(metrics).toContain(`conformance_response_time_seconds{${labels},quantile="0.5"} 0.012\n`);
  expect(metrics).toContain(`conformance_response_time_seconds{${labels},quantile="0.95"} 0.012\n`);
  expect(metrics).toContain(`conformance_answers_repeated{${labels}} 0\n`);
  expect(metrics).toMatch(/^conformance_last_verdict_timestamp_seconds\{.*\} \d{10}(?:\.\d+)?$/m);
});

test('every metric has its help, its type, and a label for the target', async () => {
  const { read } = await runScript({ clauses: [passes('RP-OK-01')], exchanges: [goodReset] }, health);
  const metrics = read('metrics.prom');
  const lines = metrics.trimEnd().split('\n');
  for (const line of lines.filter((each) => !each.startsWith('#'))) {
    expect(line).toMatch(/^conformance_[a-z_]+\{target="[^"]+",profile="health"(?:,[a-z]+="[^"]+")?\} [\d.]+$/);
    const name = /^[a-z_]+/.exec(line)?.[0].replace(/_(?:sum|count)$/, '') ?? '';
    expect(metrics).toContain(`# HELP ${name} `);
    expect(metrics).toContain(`# TYPE ${name} `);
  }
});

test('a target that is down is not healthy, and the reason is told', async () => {
  const message = 'the connection is refused: check that the target runs';
  const ended = await runScript(
    {
      clauses: [passes('RP-OK-01')],
      notes: [{ kind: 'stop', verdict: 'inconclusive', blame: 'target down', message }],
    },
    health,
  );
  expect(ended.code).toBe(2);
  const { status, output } = healthOf(ended);
  expect(status).toBe('fail');
  expect(output).toContain(message);
});

test('a known deviation is a concern of a healthy target', async () => {
  const ended = await runScript(
    { clauses: [passes('RP-OK-01'), fails('RP-400-01')] },
    { ...health, DEVIATIONS_FILE: deviationsFile('9999-12-31') },
  );
  expect(ended.code).toBe(0);
  expect(healthOf(ended)).toMatchObject({
    status: 'warn',
    output: expect.stringContaining('known deviation'),
  });
});

test('a health run that breaks leaves word for monitors', async () => {
  const ended = await runScript(
    { clauses: [passes('RP-OK-01')] },
    { ...health, BASE_URL: undefined, ACCOUNT_EMAIL: undefined, SANDBOX: '1' },
  );
  expect(ended.code).toBe(3);
  expect(healthOf(ended)).toMatchObject({ status: 'fail', output: expect.stringContaining('target') });
  expect(ended.read('metrics.prom')).toContain('conformance_verdict{verdict="error"} 1\n');
});

test('health.json is of a health run alone, and metrics of every run', async () => {
  const { resultsDir, read } = await runScript({ clauses: [passes('RP-OK-01')] }, { PROFILE: 'full' });
  expect(existsSync(join(resultsDir, 'health.json'))).toBe(false);
  const labels = 'target="http://127.0.0.1:1",profile="full",verdict="conformant"';
  expect(read('metrics.prom')).toContain(`conformance_verdict{${labels}} 1\n`);
});
