import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { schemaErrors } from '../../harness/schema/schema.ts';
import type { InTotoStatement } from '../../harness/statement/in-toto.ts';
import { run } from '../command.ts';
import { deviation, documentIn, resultFile, storeRun, verbs } from '../comparison/stored-run.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { fails, runScript } from './run-script.ts';

/** `npm run statement`, as users type it; what a statement says is proved in `../statement`. */

const ids = ['RP-OK-01', 'RP-405-01', 'RP-405-02'] as const;
const names = ['statement.html', 'statement.md', 'statement.intoto.json'];

const contentsIn = (dir: string): string[] => names.map((name) => readFileSync(join(dir, name), 'utf8'));

test('a statement names its run, and the file that it is made of', async () => {
  const dir = await storeRun({
    ids,
    sandbox: { behaviour: verbs(200, 'GET', 'PUT') },
    deviations: [deviation('RP-405-02')],
  });
  const { code, output } = await run('statement', { RESULTS_DIR: dir });
  expect(code, output).toBe(0);
  const { startedAt, target } = documentIn(dir);
  expect(output.split('\n')).toEqual([
    `Run        ${startedAt}  ${target}  nonconformant`,
    ...names.map((name) => `Statement  ${join(dir, name)}`),
    '',
  ]);
  const [html = '', markdown = '', inToto = ''] = contentsIn(dir);
  const sha256 = createHash('sha256')
    .update(readFileSync(resultFile(dir)))
    .digest('hex');
  for (const text of [html, markdown, inToto])
    for (const said of [sha256, startedAt, target, ...ids]) expect(text).toContain(said);
  const statement = JSON.parse(inToto) as InTotoStatement;
  expect(schemaErrors('statement', statement)).toEqual([]);
  expect(statement.subject).toEqual([{ name: 'conformance.json', digest: { sha256 } }]);
  expect(statement.predicate).toMatchObject({
    result: 'FAILED',
    passedTests: ['RP-OK-01'],
    warnedTests: ['RP-405-02'],
    failedTests: ['RP-405-01'],
  });

  // The same run has the same statement, and a later run takes it away with the rest.
  const contents = contentsIn(dir);
  expect((await run('statement', { RESULTS_DIR: dir })).code).toBe(0);
  expect(contentsIn(dir)).toEqual(contents);
  await runScript({ clauses: [fails('RP-OK-01')] }, { RESULTS_DIR: dir });
  expect(names.filter((name) => existsSync(join(dir, name)))).toEqual([]);
});

test.describe('Refused in one line with code 3', () => {
  const cases: readonly {
    title: string;
    dir: () => string | Promise<string>;
    args?: readonly string[];
    says: RegExp;
  }[] = [
    {
      title: 'no run',
      dir: () => temporaryFolder(),
      says: /^ERROR {2}there are no results in .*: run npm run conformance first$/,
    },
    {
      title: 'a run that ended in an error',
      dir: () => storeRun({ ids, errors: ['the worker died'] }),
      says: /conformance\.json is of a run that ended in an error \(.*the worker died\): it judges nothing/,
    },
    {
      title: 'a run that was withdrawn',
      dir: async () => (await run('run', { SEED: 'x', RESULTS_DIR: await storeRun({ ids }) })).resultsDir,
      says: /^ERROR {2}the run of .* did not come to its end: run npm run conformance again$/,
    },
    {
      title: 'the result of another run in the place of its own',
      dir: async () => {
        const dir = await storeRun({ ids });
        writeFileSync(resultFile(dir), JSON.stringify({ ...documentIn(dir), startedAt: '2026-01-01T00:00:00.000Z' }));
        return dir;
      },
      says: /conformance\.json is not of the run of .* that ended there: run npm run conformance again$/,
    },
    {
      title: 'an argument',
      dir: () => temporaryFolder(),
      args: ['--pdf'],
      says: /takes --env NAME and nothing else, and got --pdf$/,
    },
  ];
  for (const { title, dir, args, says } of cases) {
    test(title, async () => {
      const RESULTS_DIR = await dir();
      const { code, output } = await run('statement', { RESULTS_DIR }, args);
      expect(code).toBe(3);
      expect(output).toMatch(/^ERROR {2}[^\n]*\n$/);
      expect(output.trimEnd()).toMatch(says);
      expect(names.filter((name) => existsSync(join(RESULTS_DIR, name)))).toEqual([]);
    });
  }
});
