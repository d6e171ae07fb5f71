import { expect, test } from '@playwright/test';
import type { CTRFReport } from 'ctrf';
import { XMLParser } from 'fast-xml-parser';
import { deviationsFile } from './deviations-file.ts';
import { badgeErrors, ctrfErrors, harErrors } from './formats.ts';
import type { ScriptedClause } from './inner/script.ts';
import { type Ended, fails, goodReset, passes, runScript, token } from './run-script.ts';

/** `ctrf.json`, `badge.json` and `exchanges.har`, valid by their schemas and in agreement with the other outputs. */

function ctrfOf({ read }: Ended): CTRFReport['results'] {
  const report = JSON.parse(read('ctrf.json')) as CTRFReport;
  expect(ctrfErrors(report)).toEqual([]);
  const { results } = report;
  const count = (status: string): number => results.tests.filter((each) => each.status === status).length;
  expect(results.summary).toMatchObject({
    tests: results.tests.length,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
  });
  return results;
}

function badgeOf({ read }: Ended): Readonly<Record<string, unknown>> {
  const badge = JSON.parse(read('badge.json')) as Readonly<Record<string, unknown>>;
  expect(badgeErrors(badge)).toEqual([]);
  return badge;
}

/** Totals of junit.xml. */
function junitOf({ read }: Ended) {
  const options = { ignoreAttributes: false, attributeNamePrefix: '' };
  const { testsuites } = new XMLParser(options).parse(read('junit.xml')) as {
    testsuites: { testsuite: Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', string>> };
  };
  const { tests, failures, errors, skipped } = testsuites.testsuite;
  return { tests: Number(tests), failed: Number(failures) + Number(errors), skipped: Number(skipped) };
}

const undecided: ScriptedClause = {
  id: 'RP-400-02',
  record: { verdict: 'inconclusive', message: 'limited (429)' },
  end: 'throws',
};

test('only what gates fails in CTRF, as in junit.xml', async () => {
  const ended = await runScript(
    { clauses: [passes('RP-OK-01'), fails('RP-400-01'), fails('RP-OK-09'), fails('RP-400-03'), undecided] },
    { DEVIATIONS_FILE: deviationsFile('9999-12-31', 'RP-400-03') },
  );
  const { tests, summary, environment } = ctrfOf(ended);
  expect(summary).toMatchObject(junitOf(ended));
  expect(tests.map(({ testId, status, rawStatus }) => [testId, status, rawStatus])).toEqual([
    ['RP-OK-01', 'passed', 'conforms'],
    ['RP-400-01', 'failed', 'nonconformity'],
    ['RP-OK-09', 'passed', 'advisory'],
    ['RP-400-03', 'passed', 'known deviation'],
    ['RP-400-02', 'skipped', 'inconclusive'],
  ]);
  expect(tests[1]).toMatchObject({
    message: 'expected 400, got 200',
    trace: expect.stringContaining('SEED=5 npm run conformance -- --grep RP-400-01'),
    tags: ['MUST'],
  });
  expect(tests[3]?.trace).toContain('being repaired');
  expect(environment).toMatchObject({
    testEnvironment: 'http://127.0.0.1:1',
    extra: { verdict: 'nonconformant', seed: 5, clauses: expect.stringMatching(/^5 of \d+ clauses$/) },
  });
});

const outcomes: readonly { clauses: readonly ScriptedClause[]; color: string; says: RegExp }[] = [
  { clauses: [passes('RP-OK-01')], color: 'brightgreen', says: /^conformant, 1 of \d+ clauses$/ },
  { clauses: [fails('RP-400-01')], color: 'red', says: /^nonconformant, / },
  { clauses: [undecided], color: 'lightgrey', says: /^inconclusive, / },
  { clauses: [{ id: 'RP-OK-01', end: 'quietly' }], color: 'orange', says: /^error, / },
];

for (const { clauses, color, says } of outcomes) {
  test(`a badge in ${color}`, async () => {
    const badge = badgeOf(await runScript({ clauses }));
    expect(badge).toMatchObject({ label: 'conformance', color, message: expect.stringMatching(says) });
    expect(badge.isError).toBe(color === 'orange' ? true : undefined);
  });
}

test('a run that never learns its target leaves a report and a badge that say so, and no exchange', async () => {
  const ended = await runScript(
    { clauses: [passes('RP-OK-01')] },
    { BASE_URL: undefined, ACCOUNT_EMAIL: undefined, SANDBOX: '1' },
  );
  expect(ctrfOf(ended).tests).toMatchObject([
    { name: 'the run as a whole', status: 'failed', rawStatus: 'harness error' },
  ]);
  expect(badgeOf(ended)).toMatchObject({ message: 'error', isError: true });
  expect(() => ended.read('exchanges.har')).toThrow('ENOENT');
});

test('an archive names the clauses that looked at an exchange, and no secret', async () => {
  const { id, record, end } = passes('RP-OK-01');
  const clause = { id, end, record: { verdict: 'pass', message: '', ...record, exchanges: [1] } } as const;
  const { read } = await runScript({ clauses: [clause], exchanges: [goodReset] });
  const text = read('exchanges.har');
  const archive = JSON.parse(text) as { log: { entries: readonly unknown[] } };
  expect(harErrors(archive)).toEqual([]);
  expect(archive.log.entries).toMatchObject([
    {
      comment: 'exchange 1: plain reset',
      _clauses: ['RP-OK-01'],
      request: { method: 'POST' },
      response: { status: 200 },
    },
  ]);
  expect(text).not.toContain(token);
  expect(text).toContain('<reset_token#1>');
});
