import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readBaseline } from '../../harness/config/baseline.ts';
import { readResultFile } from '../../harness/config/result-file.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { documentIn, resultFile, storeRun } from './stored-run.ts';

/** Which files are taken for the result of a run. */

let dir: string;

test.beforeAll(async () => {
  dir = await storeRun({ ids: ['RP-405-01'] });
});

function fileWith(text: string): string {
  const path = join(temporaryFolder(), 'file.json');
  writeFileSync(path, text);
  return path;
}

const changed = (change: object): string => fileWith(JSON.stringify({ ...documentIn(dir), ...change }));
const broken = { verdict: 'error', message: 'no port', startedAt: '2026-01-01T00:00:00Z', versions: { node: '20' } };

test('the result of a run that ended is', () => {
  expect(readResultFile(resultFile(dir))).toEqual(documentIn(dir));
  expect(readBaseline(resultFile(dir), { id: 'reset-password' })).toEqual(documentIn(dir));
  expect(readBaseline(undefined, { id: 'reset-password' })).toBeUndefined();
});

const refused: readonly { title: string; path: () => string; says: RegExp }[] = [
  { title: 'a file that is not there', path: () => 'none.json', says: /^none\.json can't be read \(ENOENT\): give/ },
  { title: 'a folder', path: () => dir, says: / can't be read \(EISDIR\): give the conformance\.json of a run$/ },
  {
    title: 'no JSON',
    path: () => fileWith('<html>'),
    says: /file\.json is no JSON: give the conformance\.json of a run$/,
  },
  {
    title: 'another JSON document',
    path: () => fileWith('{"name": "timp-conformance"}'),
    says: /file\.json is no conformance\.json of this version \(the whole must have required property '\w+'\)/,
  },
  {
    title: 'a result of another version',
    path: () => changed({ counts: { pass: 'one' } }),
    says: /is no conformance\.json of this version \(\/counts/,
  },
  {
    title: 'that of a run that broke before it had a target',
    path: () => fileWith(JSON.stringify(broken)),
    says: /file\.json is of a run that ended in an error \(no port\): it judges nothing/,
  },
  {
    title: 'that of a run that broke later',
    path: () => changed({ verdict: 'error', message: 'the worker died' }),
    says: /file\.json is of a run that ended in an error \(the worker died\)/,
  },
];

for (const { title, path, says } of refused) {
  test(`${title} is not, in one line`, () => {
    expect(() => readResultFile(path())).toThrow(says);
    expect(() => readResultFile(path())).toThrow(/^[^\n]*$/);
  });
}

test('the result of another suite is no baseline', () => {
  expect(() => readBaseline(resultFile(dir), { id: 'notes' })).toThrow(
    /^BASELINE=".*conformance\.json" is a result of the suite reset-password, and notes is judged here: /,
  );
});
