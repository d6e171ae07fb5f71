import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { deviationsFile } from './deviations-file.ts';
import type { ScriptedClause } from './inner/script.ts';
import { type Ended, fails, goodReset, passes, runScript, token } from './run-script.ts';

/** `allure-results/`: what the report shows of each clause, and how it looks. */

interface Step {
  readonly name: string;
  readonly status: string;
  readonly statusDetails: { readonly message?: string };
  readonly attachments: readonly { readonly name: string; readonly source: string }[];
}

interface AllureTest extends Step {
  readonly historyId: string;
  readonly descriptionHtml: string;
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly links: readonly { readonly url: string; readonly type?: string }[];
  readonly steps: readonly Step[];
}

function testsOf({ resultsDir }: Ended): Map<string, AllureTest> {
  const dir = join(resultsDir, 'allure-results');
  const files = readdirSync(dir).filter((name) => name.endsWith('-result.json'));
  const tests = files.map((name) => JSON.parse(readFileSync(join(dir, name), 'utf8')) as AllureTest);
  return new Map(tests.map((each) => [each.historyId, each]));
}

const outcomeOf = (each: AllureTest | undefined): string | undefined =>
  each?.labels.find(({ name }) => name === 'outcome')?.value;

const failsOnGoodReset: ScriptedClause = {
  ...fails('RP-400-01'),
  record: {
    verdict: 'fail',
    message: 'plain reset: expected 400, got 200 <b>',
    findings: [{ input: 'plain reset', verdict: 'fail', expected: '400', actual: '200 <b>', exchange: 1 }],
  },
};

test('a failing clause shows on its page all that a reader needs', async () => {
  const ended = await runScript({ clauses: [failsOnGoodReset], exchanges: [goodReset] });
  const shown = testsOf(ended).get('RP-400-01');
  expect(shown).toMatchObject({ status: 'failed' });
  expect(shown?.links.map(({ url }) => url)).toEqual([expect.stringMatching(/^https:/)]);
  const page = shown?.descriptionHtml ?? '';
  expect(page).toContain('<tr><th>expected</th><td>400</td></tr>');
  expect(page).toContain('<tr><th>actual</th><td>200 &lt;b&gt;</td></tr>');
  expect(page).toContain('It is not among the known deviations.');
  expect(page).toMatch(/<details><summary>\d header fields?<\/summary>/);
  expect(page).toContain('{\n  &quot;reset_token&quot;: &quot;&lt;reset_token#1&gt;&quot;\n}');
  expect(page).toMatch(/<pre[^>]*>curl -i /);
  expect(page).toContain('SEED=5 npm run conformance -- --grep RP-400-01');
  expect(page).not.toContain(token);
  const [step] = shown?.steps ?? [];
  expect(step).toMatchObject({ name: 'plain reset', status: 'failed' });
  expect(step?.statusDetails.message).toBe('plain reset: expected 400, got 200 <b>');
  const source = step?.attachments[0]?.source ?? '';
  expect(readFileSync(join(ended.resultsDir, 'allure-results', source), 'utf8')).toContain('"status":200');
});

test('only what gates looks like a failure', async () => {
  const clauses: ScriptedClause[] = [
    passes('RP-OK-01'),
    fails('RP-400-01'),
    fails('RP-OK-09'),
    fails('RP-400-03'),
    { id: 'RP-400-02', record: { verdict: 'inconclusive', message: 'limited' }, end: 'throws' },
    { id: 'RP-400-04', record: { verdict: 'not-applicable', message: 'no account' }, end: 'skipped' },
  ];
  const tests = testsOf(await runScript({ clauses }, { DEVIATIONS_FILE: deviationsFile('9999-12-31', 'RP-400-03') }));
  const seen = [...tests].map(([id, each]) => [id, each.status, outcomeOf(each)]);
  expect(seen.sort()).toEqual([
    ['RP-400-01', 'failed', 'nonconformity'],
    ['RP-400-02', 'skipped', 'inconclusive'],
    ['RP-400-03', 'passed', 'known deviation'],
    ['RP-400-04', 'skipped', 'not applicable'],
    ['RP-OK-01', 'passed', 'conforms'],
    ['RP-OK-09', 'passed', 'advisory'],
  ]);
  expect(tests.get('RP-OK-09')?.name).toMatch(/ \(advisory, not kept\)$/);
  expect(tests.get('RP-400-03')?.name).toMatch(/ \(known deviation\)$/);
  expect(tests.get('RP-400-03')?.links).toContainEqual(
    expect.objectContaining({ url: 'https://example.com/1', type: 'issue' }),
  );
});

test('a label helps someone', async () => {
  const ended = await runScript({ clauses: [fails('RP-400-01')] });
  const shown = testsOf(ended).get('RP-400-01');
  const names = shown?.labels.map(({ name }) => name);
  expect(names).toEqual(['epic', 'parentSuite', 'suite', 'severity', 'level', 'outcome']);
  const files = readdirSync(join(ended.resultsDir, 'allure-results'));
  expect(files.filter((name) => name.includes('error-context'))).toEqual([]);
});

test('a fault of the harness, and what no clause says, are told as such', async () => {
  const ended = await runScript({
    clauses: [{ id: 'RP-400-01', end: 'quietly' }],
    notes: [{ kind: 'alarm', message: 'the password was not set back' }],
  });
  expect(testsOf(ended).get('RP-400-01')).toMatchObject({ status: 'broken' });
  const dir = join(ended.resultsDir, 'allure-results');
  const globals = readdirSync(dir).find((name) => name.endsWith('-globals.json')) ?? '';
  const { errors } = JSON.parse(readFileSync(join(dir, globals), 'utf8')) as { errors: { message: string }[] };
  expect(errors.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^error: .*RP-400-01/),
    'the password was not set back',
  ]);
});

test('the environment is told, and in CI the job', async () => {
  const ci = {
    GITHUB_ACTIONS: 'true',
    GITHUB_SERVER_URL: 'https://ci.example.com',
    GITHUB_REPOSITORY: 'team/api',
    GITHUB_WORKFLOW: 'conformance',
    GITHUB_RUN_ID: '123',
    GITHUB_RUN_NUMBER: '7',
    GITHUB_JOB: 'judge',
  };
  const { read } = await runScript({ clauses: [passes('RP-OK-01')] }, ci);
  const environment = read('allure-results/environment.properties');
  expect(environment).toContain('Target=http://127.0.0.1:1\n');
  expect(environment).toContain('Verdict=conformant\n');
  expect(JSON.parse(read('allure-results/executor.json'))).toMatchObject({
    type: 'github',
    name: 'team/api - conformance',
    buildName: 'judge #7',
    buildUrl: 'https://ci.example.com/team/api/actions/runs/123',
  });
});
