import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { silent } from '../../harness/judge/clause-context.ts';
import { judge } from '../../harness/judge/judge.ts';
import { RunContext } from '../../harness/judge/run-context.ts';
import { run } from '../command.ts';
import { targetFrom } from '../in-process.ts';
import { rowProblems } from '../matrix/blame.ts';
import { type FaultId, faults, startNotes } from './notes/sandbox.ts';
import { suite } from './notes/suite.ts';

/** The commands of the harness on an API that it has never heard of. */

const program = 'selftest/second-api/notes/program.ts';
const account = { ACCOUNT_EMAIL: 'a@example.com' };

test('run: the sandbox of the second API conforms, and its report is built', async () => {
  const { code, output, result, resultsDir } = await run('run', {}, [], program);
  expect(code, output).toBe(0);
  expect(output).toMatch(/3 passed, 0 failed.*1 notes issued/);
  expect(result().clauses.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'WN-01 pass',
    'WN-02 pass',
    'RN-01 pass',
  ]);
  const report = await run('report', { RESULTS_DIR: resultsDir }, ['--no-open'], program);
  expect(report.code, report.output).toBe(0);
  expect(existsSync(join(resultsDir, 'allure-report/index.html'))).toBe(true);
});

test('run: a fault of the second API is told by its own words', async () => {
  const notes = await startNotes('anything-goes');
  try {
    const { code, output } = await run('run', { BASE_URL: notes.baseUrl, ...account }, [], program);
    expect(code, output).toBe(1);
    expect(output).toMatch(/FAIL {2}WN-02 {2}MUST {2}A note without a text is refused/);
    expect(output).toMatch(/differs {3}body: \{\} instead of \{"text":"hello"\}/);
    expect(output).toContain('https://docs.example/notes');
  } finally {
    notes.close();
  }
});

test('run: what is done after the clauses can be put off beyond the run budget, which is no fault of the harness', async () => {
  const notes = await startNotes(undefined, true);
  try {
    const { code, lastLine, output, result } = await run('run', { BASE_URL: notes.baseUrl, ...account }, [], program);
    expect(code, output).toBe(2);
    expect(lastLine).toMatch(/^INCONCLUSIVE {2}/);
    expect(lastLine).toContain('429 asks for a wait of 3600 s, which goes beyond the run budget');
    expect(result().clauses.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'WN-01 pass',
      'WN-02 pass',
      'RN-01 pass',
    ]);
  } finally {
    notes.close();
  }
});

test('health: one line, and files for monitors that name the second API', async () => {
  const { code, output, resultsDir } = await run('health', { SANDBOX: '1' }, [], program);
  expect(code, output).toBe(0);
  expect(readFileSync(join(resultsDir, 'health.json'), 'utf8')).toContain('notes:conformance');
});

test('plan: what a run would send, without sending it', async () => {
  const { code, output } = await run('plan', {}, [], program);
  expect(code, output).toBe(0);
  expect(output).toContain('3 clauses judged, at most 3 requests, of which 1 may issue a note');
});

for (const [fault, breaks] of Object.entries(faults)) {
  test(`matrix: the fault ${fault} is seen by ${breaks.join(', ')} and blamed on no other clause`, async () => {
    const notes = await startNotes(fault as FaultId);
    try {
      const context = new RunContext(targetFrom({ BASE_URL: notes.baseUrl, ...account }), suite, Date.now());
      for (const each of suite.tests) await judge(each, context, silent);
      const failed = [...context.verdicts.values()].filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
      expect(rowProblems(suite, breaks, new Set(failed))).toEqual([]);
    } finally {
      notes.close();
    }
  });
}
