import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../harness/project/root.ts';
import { ensureWritable } from '../../harness/config/results-dir.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { problemsOf, settingsOf } from './helpers.ts';

const dangerous: Readonly<Record<string, string>> = {
  'the root': '/',
  'the home folder': homedir(),
  'the project': projectRoot,
  'what holds the project': dirname(projectRoot),
  "the project's sources": join(projectRoot, 'specs'),
  "a folder in the project's sources": join(projectRoot, 'harness', 'report', 'new'),
  'a way round': join(projectRoot, 'results', '..', 'schemas'),
  'the repository': join(projectRoot, '.git'),
};

test.describe('A results folder that is refused', () => {
  for (const [title, dir] of Object.entries(dangerous)) {
    test(title, () => {
      expect(problemsOf(() => settingsOf({ RESULTS_DIR: dir }))).toEqual([
        expect.stringMatching(/^RESULTS_DIR=".+" \(environment\) (is|holds|lies in) .*: give a folder of its own/),
      ]);
    });
  }

  test('a link to the project', () => {
    const link = join(temporaryFolder(), 'link');
    symlinkSync(join(projectRoot, 'contract'), link);
    expect(problemsOf(() => settingsOf({ RESULTS_DIR: join(link, 'new') }))).toHaveLength(1);
  });
});

test.describe('Write access', () => {
  test('is proved in a folder that is created, and leaves nothing there', () => {
    const dir = join(temporaryFolder(), 'a', 'b');
    ensureWritable(dir);
    expect(existsSync(dir)).toBe(true);
    expect(readdirSync(dir)).toEqual([]);
  });

  test('is missing where a file is in the way', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(problemsOf(() => ensureWritable(file))).toEqual([
      `RESULTS_DIR=${JSON.stringify(file)} can't be written to: a file is in the way; remove it, or give another folder.`,
    ]);
    expect(problemsOf(() => ensureWritable(join(file, 'below')))).toEqual([
      expect.stringMatching(/^RESULTS_DIR=".+" can't be written to: a part of the path is a file; give another folder/),
    ]);
  });
});
