import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Comparison } from '../../harness/comparison/comparison.ts';
import { schemaErrors } from '../../harness/schema/schema.ts';
import { run } from '../command.ts';
import { documentIn, resultFile, storeRun, verbs } from '../comparison/stored-run.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { fails, goodReset, passes, runScript, token } from './run-script.ts';

/** `npm run diff` and `BASELINE`, as users type them; what counts as a change is proved in `../comparison`. */

const ids = ['RP-405-01', 'RP-405-02'] as const;

/** Results that several tests compare, as folders. */
let good: string;
let faulty: string;

test.beforeAll(async () => {
  good = await storeRun({ ids });
  faulty = await storeRun({ ids, sandbox: { behaviour: verbs(200, 'GET') } });
});

/** What a comparison has left in a results folder. */
function written(dir: string): { comparison: Comparison; markdown: string } {
  const comparison = JSON.parse(readFileSync(join(dir, 'diff.json'), 'utf8')) as Comparison;
  expect(schemaErrors('diff', comparison)).toEqual([]);
  return { comparison, markdown: readFileSync(join(dir, 'diff.md'), 'utf8') };
}

/** A result with some of its members changed, in a file of its own. */
function changed(dir: string, change: object): string {
  const path = join(temporaryFolder(), 'changed.json');
  writeFileSync(path, JSON.stringify({ ...documentIn(dir), ...change }));
  return path;
}

test('a regression is printed and written, and ends with code 1 where that is asked for', async () => {
  const failing = await run('diff', {}, [resultFile(good), resultFile(faulty), '--fail-on', 'regression']);
  expect(failing.code).toBe(1);
  expect(failing.lastLine).toMatch(
    /^REGRESSION {2}1 gating clause \(RP-405-01\) newly fails; 0 fixed, .*2 clauses compared$/,
  );
  const { comparison, markdown } = written(failing.resultsDir);
  expect(comparison.conclusion).toBe('regression');
  expect(markdown).toContain('# What changed\n');
  expect(markdown).toContain('**regression**: 1 gating clause (RP-405-01) newly fails');
  expect(failing.output).toContain(join(failing.resultsDir, 'diff.md'));

  const telling = await run('diff', {}, [resultFile(good), resultFile(faulty)]);
  expect(telling.code).toBe(0);
  expect(telling.lastLine).toBe(failing.lastLine);
});

test('no regression ends with code 0, what can not be told any more with 2', async () => {
  const same = await run('diff', {}, ['--fail-on=regression', resultFile(faulty), resultFile(faulty)]);
  expect(same.code, same.output).toBe(0);
  expect(same.lastLine).toMatch(/^NO REGRESSION {2}no gating clause newly fails; /);
  const limited = { 'RP-405-01': { verdict: 'inconclusive', message: 'limited', findings: [] } } as const;
  const open = await storeRun({ ids, instead: limited });
  expect((await run('diff', {}, [resultFile(good), resultFile(open), '--fail-on', 'regression'])).code).toBe(2);
});

test.describe('Refused in one line with code 3', () => {
  const cases: readonly { title: string; args: () => readonly string[] | Promise<readonly string[]>; says: RegExp }[] =
    [
      { title: 'no files', args: () => [], says: /npm run diff takes two files, .* \(it got nothing\)$/ },
      {
        title: 'another --fail-on',
        args: () => [resultFile(good), resultFile(good), '--fail-on', 'fixed'],
        says: /takes two files, and --fail-on regression: npm run diff -- before\.json after\.json \(it got .* fixed\)$/,
      },
      {
        title: 'a file that is no result',
        args: () => [resultFile(good), 'package.json'],
        says: /ERROR {2}package\.json is no conformance\.json of this version/,
      },
      {
        title: 'a run that ended in an error',
        args: async () => [resultFile(await storeRun({ ids, errors: ['the worker died'] })), resultFile(good)],
        says: /is of a run that ended in an error \(.*the worker died\): it judges nothing/,
      },
      {
        title: 'nothing that both have judged',
        args: async () => [resultFile(good), resultFile(await storeRun({ ids: ['RP-405-03'] }))],
        says: /have no clause that both have judged: there is nothing to compare$/,
      },
      {
        title: 'results of two suites',
        args: () => [resultFile(good), changed(good, { suite: { ...documentIn(good).suite, id: 'notes' } })],
        says: /are results of two suites, reset-password and notes: give two of one$/,
      },
    ];
  for (const { title, args, says } of cases) {
    test(title, async () => {
      const { code, output, resultsDir } = await run('diff', {}, await args());
      expect(code).toBe(3);
      expect(output).toMatch(/^ERROR {2}[^\n]*\n$/);
      expect(output.trimEnd()).toMatch(says);
      expect(existsSync(join(resultsDir, 'diff.json'))).toBe(false);
    });
  }

  test('a file of its name that is none of ours', async () => {
    const RESULTS_DIR = temporaryFolder();
    writeFileSync(join(RESULTS_DIR, 'diff.md'), 'mine');
    const { code, output } = await run('diff', { RESULTS_DIR }, [resultFile(good), resultFile(good)]);
    expect(code).toBe(3);
    expect(output).toMatch(/^ERROR {2}RESULTS_DIR=.* holds diff\.md, which no run of this harness wrote: [^\n]*\n$/);
    expect(readFileSync(join(RESULTS_DIR, 'diff.md'), 'utf8')).toBe('mine');
  });
});

test('what a comparison has left in an empty folder is no result, and no obstacle to a run', async () => {
  const RESULTS_DIR = temporaryFolder();
  const compared = await run('diff', { RESULTS_DIR }, [resultFile(good), resultFile(good)]);
  expect(compared.code).toBe(0);
  const report = await run('report', { RESULTS_DIR }, ['--no-open']);
  expect(report.output).toMatch(/^ERROR {2}there are no results in .*: run npm run conformance first\n$/);
  const { code } = await runScript({ clauses: [passes('RP-OK-01')] }, { RESULTS_DIR });
  expect(code).toBe(0);
  expect(existsSync(join(RESULTS_DIR, 'conformance.json'))).toBe(true);
  expect(existsSync(join(RESULTS_DIR, 'diff.json'))).toBe(false);
});

test.describe('BASELINE', () => {
  test('of the folder that a run replaces is read before: what changed is printed and written', async () => {
    const dir = await storeRun({ ids, sandbox: { behaviour: verbs(200, 'GET') } });
    const before = createHash('sha256')
      .update(readFileSync(resultFile(dir)))
      .digest('hex');
    const env = { SANDBOX: '1', RESULTS_DIR: dir, BASELINE: resultFile(dir) };
    const { code, output, lastLine } = await run('run', env, ['--grep', 'RP-405-01']);
    expect(code, output).toBe(0);
    expect(output).toMatch(/^FIXED {2}RP-405-01 {2}MUST /m);
    expect(output).toMatch(/^NOT COMPARED {2}1 clause judged before only, the run was not to judge it: RP-405-02$/m);
    expect(lastLine).toMatch(/^CONFORMANT .*, against the baseline: no regression, 0 newly failing, 1 fixed\)$/);
    const { comparison, markdown } = written(dir);
    expect(comparison.fixed.map(({ id }) => id)).toEqual(['RP-405-01']);
    expect(markdown).toMatch(/^## Fixed$/m);
    expect(readFileSync(join(dir, 'summary.md'), 'utf8')).toMatch(/^## Against the baseline\n\n\*\*no regression\*\*/m);
    expect(
      createHash('sha256')
        .update(readFileSync(resultFile(dir)))
        .digest('hex'),
    ).not.toBe(before);
  });

  test('decides nothing: the verdict and the exit code are those of the run', async () => {
    const baseline = await storeRun({ ids: ['RP-400-01'] });
    const { code, lines } = await runScript({ clauses: [fails('RP-400-01')] }, { BASELINE: resultFile(baseline) });
    expect(code).toBe(1);
    expect(lines).toContainEqual(expect.stringMatching(/^REGRESSION {2}1 gating clause \(RP-400-01\) newly fails; /));
    expect(lines.at(-1)).toMatch(/^NONCONFORMANT .*against the baseline: regression, 1 newly failing, 0 fixed\)$/);
  });

  test('leaves a health check its one line', async () => {
    const baseline = await storeRun({ ids: ['RP-OK-01'] });
    const { lines } = await runScript(
      { clauses: [passes('RP-OK-01')], exchanges: [goodReset] },
      { BASELINE: resultFile(baseline), PROFILE: 'health' },
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/against the baseline: no regression\)$/);
  });

  test('is shown without the secrets of the run', async () => {
    const { clauses } = documentIn(faulty);
    const telling = clauses.map((clause) => ({ ...clause, message: `expected 405, got ${token}` }));
    const baseline = changed(faulty, { clauses: telling });
    const script = { clauses: [passes('RP-405-01')], exchanges: [goodReset] };
    const { code, output, read } = await runScript(script, { BASELINE: baseline });
    expect(code).toBe(0);
    expect(read('diff.md')).toContain('got \\<reset\\_token\\#1\\>');
    for (const text of [output, read('diff.md'), read('diff.json'), read('summary.md')])
      expect(text).not.toContain(token);
  });

  test('that is none is an error in one line, before anything is sent', async () => {
    for (const command of ['run', 'plan', 'doctor']) {
      const { code, output } = await run(command, { BASELINE: 'none.json', SANDBOX: '1' });
      expect(code).toBe(3);
      expect(output).toMatch(/BASELINE=".*none\.json" can't be read \(ENOENT\): give the conformance\.json of a run$/m);
    }
  });
});
