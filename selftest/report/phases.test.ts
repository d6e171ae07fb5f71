import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { silent } from '../../harness/judge/clause-context.ts';
import { judge } from '../../harness/judge/judge.ts';
import { RunContext } from '../../harness/judge/run-context.ts';
import type { Phases } from '../../harness/model/phases.ts';
import { phasesInWords } from '../../harness/report/phases-in-words.ts';
import { suite } from '../../specs/suite.ts';
import { targetOf, withSandbox } from '../in-process.ts';
import { fails, goodReset, runScript } from './run-script.ts';

/** What the time of an exchange goes into, wherever it is shown; and that a slow name server is blamed on nobody else. */

const phases: Phases = { name: 2000.4, connect: 1.25, proxy: 400, tls: 30, firstByte: 40, whole: 2481.65 };
const inWords = 'name 2000 ms, connect 1.3 ms, proxy 400 ms, TLS 30 ms, first byte 40 ms, whole 2482 ms';

test('a part that did not take place is left out', () => {
  expect(phasesInWords(phases)).toBe(inWords);
  expect(phasesInWords({ firstByte: 4, whole: 5 })).toBe('first byte 4.0 ms, whole 5.0 ms');
});

test('they stand in the evidence, and the response time is without those of the way', async () => {
  const clause = {
    ...fails('RP-400-01'),
    record: {
      verdict: 'fail',
      message: 'plain reset: expected 400, got 200',
      findings: [{ input: 'plain reset', verdict: 'fail', expected: '400', actual: '200', exchange: 1 }],
    },
  } as const;
  const run = { clauses: [clause], exchanges: [{ ...goodReset, phases }] };
  const whole = await runScript(run);
  expect(whole.output).toContain(`  took      ${inWords}\n`);
  const files = readdirSync(`${whole.resultsDir}/allure-results`);
  const read = (end: string): string =>
    whole.read(`allure-results/${files.find((name) => name.endsWith(end)) ?? `no file ${end}`}`);
  expect(read('-result.json')).toContain(`<p>Time: ${inWords}</p>`);
  expect(JSON.parse(read('exchange-1-attachment.json'))).toMatchObject({ phases });

  const health = await runScript(run, { PROFILE: 'health' });
  expect(health.output).toContain('reset in 81 ms');
  const metrics = health.read('metrics.prom');
  const of = (name: string, more: string): string => `${name}{target="http://127.0.0.1:1",profile="health",${more}}`;
  for (const [phase, seconds] of [
    ['name', 2.0004],
    ['connect', 0.00125],
    ['proxy', 0.4],
    ['tls', 0.03],
    ['first_byte', 0.04],
    ['whole', 2.48165],
  ]) {
    expect(metrics).toContain(
      `${of('conformance_request_phase_seconds', `phase="${phase}",quantile="0.95"`)} ${seconds}\n`,
    );
    expect(metrics).toContain(`${of('conformance_request_phase_seconds_count', `phase="${phase}"`)} 1\n`);
  }
  expect(metrics).toContain(`${of('conformance_response_time_seconds', 'quantile="0.5"')} 0.08125\n`);
});

for (const [what, slow, verdict] of [
  ['name server', { name: 5000 }, 'pass'],
  ['proxy', { proxy: 5000 }, 'pass'],
  ['target', { firstByte: 5000 }, 'fail'],
] as const) {
  test(`a slow ${what}: RP-SLO-01 is ${verdict}`, async () => {
    await withSandbox({}, async (sandbox) => {
      const run = new RunContext(targetOf(sandbox, { SLO_P95_MS: '200' }), suite, Date.now());
      for (let count = 0; count < 20; count += 1) {
        run.recording.add({
          name: `reset ${count}`,
          hasEffect: true,
          protocolLevel: false,
          auxiliary: false,
          request: { method: 'POST', path: '/', headers: [] },
          sentHead: '',
          response: {
            status: 200,
            reason: 'OK',
            httpVersion: '1.1',
            headers: [['Content-Type', 'application/json']],
            body: Buffer.from('{"reset_token":"Tok3nTok3nTok3nTok3n"}'),
            truncated: false,
            interim: [],
            unexpectedContent: 0,
          },
          interim: [],
          startedAt: new Date().toISOString(),
          durationMs: 5050,
          phases: { connect: 10, ...slow, whole: 5050 },
          earlier: [],
        });
      }
      const clause = suite.tests.find((each) => each.clause.id === 'RP-SLO-01');
      if (clause === undefined) throw new Error('no such clause');
      expect(await judge(clause, run, silent)).toMatchObject({ verdict });
    });
  });
}
