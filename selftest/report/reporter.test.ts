import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { schemaErrors } from '../../harness/schema/schema.ts';
import { deviationsFile } from './deviations-file.ts';
import type { Script } from './inner/script.ts';
import { fails, goodReset, passes, runScript, token } from './run-script.ts';

/** The reporter in a runner of its own, over clauses that end as each test here wishes. */

const outcomes: readonly { title: string; script: Script; code: number; verdict: string; says: RegExp }[] = [
  {
    title: 'every clause passes',
    script: { clauses: [passes('RP-OK-01'), passes('RP-400-01')] },
    code: 0,
    verdict: 'conformant',
    says: /^CONFORMANT {2}http:\/\/127\.0\.0\.1:1 /,
  },
  {
    title: 'a MUST fails',
    script: { clauses: [passes('RP-OK-01'), fails('RP-400-01')] },
    code: 1,
    verdict: 'nonconformant',
    says: /^NONCONFORMANT .*RP-400-01/,
  },
  {
    title: 'a SHOULD fails',
    script: { clauses: [passes('RP-OK-01'), fails('RP-OK-09')] },
    code: 0,
    verdict: 'conformant',
    says: /^CONFORMANT /,
  },
  {
    title: 'a MUST is not decided',
    script: {
      clauses: [
        passes('RP-OK-01'),
        { id: 'RP-400-01', record: { verdict: 'inconclusive', message: 'limited' }, end: 'throws' },
      ],
    },
    code: 2,
    verdict: 'inconclusive',
    says: /^INCONCLUSIVE .*RP-400-01: limited/,
  },
  {
    title: 'a test ends without a verdict',
    script: { clauses: [passes('RP-OK-01'), { id: 'RP-400-01', end: 'quietly' }] },
    code: 3,
    verdict: 'error',
    says: /^ERROR .*RP-400-01 ended without a verdict/,
  },
  {
    title: 'a test throws without a verdict',
    script: { clauses: [passes('RP-OK-01'), { id: 'RP-400-01', end: 'throws' }] },
    code: 3,
    verdict: 'error',
    says: /^ERROR .*RP-400-01 ended without a verdict/,
  },
  {
    title: 'a test fails after its verdict was a pass',
    script: { clauses: [{ id: 'RP-OK-01', record: { verdict: 'pass', message: 'then broke' }, end: 'throws' }] },
    code: 3,
    verdict: 'error',
    says: /^ERROR .*RP-OK-01: its test failed after the verdict pass/,
  },
  {
    title: 'the worker dies',
    script: { clauses: [passes('RP-OK-01'), { id: 'RP-400-01', end: 'exit' }] },
    code: 3,
    verdict: 'error',
    says: /^ERROR /,
  },
  {
    title: 'the specs do not load',
    script: { clauses: [], breaksOnLoad: true },
    code: 3,
    verdict: 'error',
    says: /^ERROR .*the specs are broken/,
  },
  {
    title: 'a test names no clause of the register',
    script: { clauses: [passes('RP-OK-01'), passes('RP-OK-99')] },
    code: 3,
    verdict: 'error',
    says: /^ERROR .*RP-OK-99.*names no clause/,
  },
  {
    title: 'nothing applies',
    script: {
      clauses: [{ id: 'RP-OK-01', record: { verdict: 'not-applicable', message: 'no account' }, end: 'skipped' }],
    },
    code: 3,
    verdict: 'error',
    says: /^ERROR .*nothing was judged/,
  },
];

for (const { title, script, code, verdict, says } of outcomes) {
  test(`${title}: ${verdict}, code ${code}`, async () => {
    const ended = await runScript(script);
    expect(ended.lines.at(-1)).toMatch(says);
    expect(ended.code).toBe(code);
    expect(ended.result().verdict).toBe(verdict);
    expect(schemaErrors('conformance', ended.result())).toEqual([]);
    expect(readFileSync(join(ended.resultsDir, 'summary.md'), 'utf8')).toMatch(
      new RegExp(`^# ${verdict}(?:, \\d of \\d+ clauses)?\n`),
    );
    expect(readdirSync(ended.resultsDir).filter((name) => /^\..*\.\d+$/.test(name))).toEqual([]);
  });
}

test('a failure shows what was sent, how it differs from the good request, and how to repeat it', async () => {
  const { output, resultsDir, lines } = await runScript({
    clauses: [
      {
        ...fails('RP-400-01'),
        record: {
          verdict: 'fail',
          message: 'expected 400, got 200',
          findings: [
            {
              input: 'old token',
              verdict: 'fail',
              expected: '400',
              actual: '200 \u001b[2J\nCONFORMANT  all is well',
              exchange: 2,
            },
          ],
        },
      },
    ],
    exchanges: [
      goodReset,
      {
        name: 'old token',
        request: { method: 'POST', path: '/reset/', headers: [], body: `{"token":"${token}"}` },
        status: 200,
        body: '{}',
      },
    ],
  });
  expect(output).toContain('FAIL  RP-400-01  MUST  ');
  expect(output).toContain('  input     old token\n  expected  400\n');
  expect(output).toContain('  actual    200 \\u{1b}[2J\\nCONFORMANT  all is well\n');
  expect(output).toContain('{"token":"<reset_token#1>"}');
  expect(output).toContain('  differs   content-type: absent instead of application/json\n');
  expect(output).toContain('            body: {"token":"<reset_token#1>"} instead of {"email":"<account_email>"}\n');
  expect(output).toMatch(/ {2}repeat {4}curl .*--data-binary "\{\\"token\\":\\"\$RESET_TOKEN_1\\"\}"/);
  expect(output).toMatch(/ {2}source {4}.*https:\/\//);
  expect(output).toContain('  again     SEED=5 npm run conformance -- --grep RP-400-01\n');
  expect(output).toMatch(/^Set in a shell .*: \$RESET_TOKEN_1$/m);
  expect(lines.filter((line) => line.startsWith('CONFORMANT'))).toEqual([]);
  const files = readdirSync(resultsDir).filter((name) => /\.(json|md)$/.test(name));
  const written = files.map((name) => readFileSync(join(resultsDir, name), 'utf8')).join('');
  expect(output + written).not.toContain(token);
});

test('a file that holds a secret is withdrawn and named, and the verdict is error', async () => {
  const { code, lines, resultsDir, output } = await runScript({
    clauses: [passes('RP-OK-01')],
    exchanges: [goodReset],
    files: { 'leak.txt': `a ${Buffer.from(token).toString('base64')}`, 'clean.txt': 'nothing' },
  });
  expect(lines.at(-1)).toMatch(/^ERROR .*leak\.txt held <reset_token#1>/);
  expect(code).toBe(3);
  expect(existsSync(join(resultsDir, 'leak.txt'))).toBe(false);
  expect(existsSync(join(resultsDir, 'clean.txt'))).toBe(true);
  expect(output).not.toContain(token);
});

const alarm = { kind: 'alarm', message: 'the password was not set back' } as const;

test('what could not be put back stands in the last line, beside the verdict on the target', async () => {
  const { code, lines } = await runScript({ clauses: [passes('RP-OK-01')], notes: [alarm] });
  expect(lines.at(-1)).toMatch(/^CONFORMANT .* ALARM {2}the password was not set back$/);
  expect(code).toBe(0);
});

test('an alarm stands beside the failure in the last line', async () => {
  const { code, lines } = await runScript({ clauses: [fails('RP-400-01')], notes: [alarm] });
  expect(lines.at(-1)).toMatch(/^NONCONFORMANT .*RP-400-01.* ALARM {2}the password was not set back$/);
  expect(code).toBe(1);
});

test('a stop that is the harness’s own fault outranks a failure', async () => {
  const { code, lines } = await runScript({
    clauses: [fails('RP-400-01')],
    notes: [{ kind: 'stop', verdict: 'error', blame: 'harness', message: 'the disk is full' }],
  });
  expect(lines.at(-1)).toMatch(/^ERROR .*the disk is full/);
  expect(code).toBe(3);
});

test('a known deviation stays in sight and no longer gates', async () => {
  const { code, lines, output } = await runScript(
    { clauses: [passes('RP-OK-01'), fails('RP-400-01')] },
    { DEVIATIONS_FILE: deviationsFile('9999-12-31') },
  );
  expect(lines.at(-1)).toMatch(/^DEVIATING .*RP-400-01/);
  expect(code).toBe(0);
  expect(output).toContain('DEVIATION  RP-400-01');
  expect(output).toContain('being repaired');
});

test('a deviation past its review date no longer counts', async () => {
  const { code, output, result } = await runScript(
    { clauses: [fails('RP-400-01')] },
    { DEVIATIONS_FILE: deviationsFile('2025-02-01') },
  );
  expect(code).toBe(1);
  expect(output).toContain('FAIL  RP-400-01');
  expect(output).toContain('DEVIATION  RP-400-01: the deviation was to be reviewed by 2025-02-01');
  expect(JSON.stringify(result().clauses)).not.toContain('being repaired');
});

test('a deviation that is gone is said, and an error under STRICT', async () => {
  const script = { clauses: [passes('RP-400-01')] };
  const env = { DEVIATIONS_FILE: deviationsFile('9999-12-31') };
  const lenient = await runScript(script, env);
  expect(lenient.output).toContain('DEVIATION  RP-400-01 passes, and DEVIATIONS_FILE lists it as failing');
  expect(lenient.code).toBe(0);
  const strict = await runScript(script, { ...env, STRICT: '1' });
  expect(strict.lines.at(-1)).toMatch(/^ERROR .*RP-400-01 passes/);
  expect(strict.code).toBe(3);
});

test('a run that never learns its target leaves a result that says so', async () => {
  const { code, lines, result } = await runScript(
    { clauses: [passes('RP-OK-01')] },
    { BASE_URL: undefined, ACCOUNT_EMAIL: undefined },
  );
  expect(lines.at(-1)).toMatch(/^ERROR .*before its target was known/);
  expect(code).toBe(3);
  expect(result().verdict).toBe('error');
  expect(schemaErrors('conformance', result())).toEqual([]);
});

test('a run that ends at its first failure, as -x asks, is judged by that failure', async () => {
  const { code, lines } = await runScript({ clauses: [fails('RP-OK-01'), passes('RP-OK-02')] }, {}, ['-x']);
  expect(lines.at(-1)).toMatch(/^NONCONFORMANT .*1 gating clause failed: RP-OK-01/);
  expect(code).toBe(1);
});

test('a list of the clauses is no run', async () => {
  const { code, output, resultsDir } = await runScript({ clauses: [passes('RP-OK-01')] }, {}, ['--list']);
  expect(code, output).toBe(0);
  expect(output).toContain('RP-OK-01');
  expect(existsSync(join(resultsDir, 'conformance.json'))).toBe(false);
});
