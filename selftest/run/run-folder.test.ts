import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { markOf } from '../../harness/run/alive.ts';
import { RunFolder } from '../../harness/run/run-folder.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { run, start } from '../command.ts';
import { withSandbox } from '../in-process.ts';
import { killTree } from '../live/process-tree.ts';
import { needs } from '../needs.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const runFolders = (temporary: string): string[] =>
  readdirSync(temporary).filter((name) => name.startsWith('conformance-'));

test('a folder that is not ours is refused in one line, and left as it is', async () => {
  const folder = join(temporaryFolder(), 'conformance-of-mine');
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  for (const args of [['--list'], ['--grep', 'RP-405-01']]) {
    const { code, output } = await run('run', { CONFORMANCE_RUN_FOLDER: folder }, args);
    expect(output).toMatch(/^ERROR {2}CONFORMANCE_RUN_FOLDER=.* is no folder of a run of this harness: [^\n]*\n$/);
    expect(code).toBe(3);
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  }
});

test('a list of the tests leaves nothing', async () => {
  const [temporary, resultsDir] = [temporaryFolder(), temporaryFolder()];
  const { code } = await run('run', { TMPDIR: temporary, RESULTS_DIR: resultsDir }, ['--list']);
  expect(code).toBe(0);
  expect(runFolders(temporary)).toEqual([]);
  expect(readdirSync(resultsDir)).toEqual([]);
});

test("Playwright's own command leaves nothing in the temporary folder", async () => {
  const [temporary, resultsDir] = [temporaryFolder(), temporaryFolder()];
  const { PATH, HOME, XDG_STATE_HOME } = process.env;
  const child = spawn('npx', ['playwright', 'test', '--grep', 'RP-OK-01'], {
    env: {
      PATH,
      HOME,
      XDG_STATE_HOME,
      ENV_FILE: '/dev/null',
      SANDBOX: '1',
      TMPDIR: temporary,
      RESULTS_DIR: resultsDir,
    },
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
  expect(runFolders(temporary)).toEqual([]);
  expect(readdirSync(resultsDir)).toContain('conformance.json');
  expect(readdirSync(resultsDir)).not.toContain('.conformance-run.lock');
});

test('what a killed run left is cleared by the next one; while a run lives, its folder and files are its owner’s alone', async () => {
  needs('proc');
  const temporary = temporaryFolder();
  let reached: () => void = () => undefined;
  const isReached = new Promise<void>((resolve) => (reached = resolve));
  const delayMs: Behaviour['delayMs'] = ({ method }) => {
    if (method !== 'GET') return 0;
    reached();
    return 60_000;
  };
  await withSandbox({ behaviour: { delayMs } }, async ({ baseUrl, accountEmail }) => {
    const env = { BASE_URL: baseUrl, ACCOUNT_EMAIL: accountEmail, REQUEST_TIMEOUT_MS: '120000', TMPDIR: temporary };
    const { child, ended } = start('run', env, ['--grep', 'RP-OK-01|RP-405-01']);
    await Promise.race([isReached, ended]);
    const [name = 'no folder'] = runFolders(temporary);
    const folder = join(temporary, name);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map((each) => each.name)).toContain('recording.jsonl');
    // What the runner's own reporter writes holds no secret; the folder keeps it private too.
    const ours = files.filter((each) => !each.parentPath.includes('allure-results'));
    for (const file of ours) expect(statSync(join(file.parentPath, file.name)).mode & 0o077, file.name).toBe(0);
    killTree(child.pid ?? 0);
    await ended;
    expect(runFolders(temporary)).toEqual([name]);
  });
  const next = await run('run', { SANDBOX: '1', TMPDIR: temporary }, ['--grep', 'RP-405-01']);
  expect(next.code, next.output).toBe(0);
  expect(runFolders(temporary)).toEqual([]);
});

test('the folder of a run that lives, here or in a container, stays', () => {
  const parent = temporaryFolder();
  const here = RunFolder.create(parent);
  const elsewhere = RunFolder.create(parent);
  const mark = { ...markOf(process.pid), namespace: 'pid:[1]' };
  writeFileSync(join(elsewhere.path, `${process.pid}.pid`), JSON.stringify(mark));
  const dead = RunFolder.create(parent);
  writeFileSync(join(dead.path, `${process.pid}.pid`), JSON.stringify({ ...markOf(process.pid), began: '1' }));
  const last = RunFolder.create(parent);
  expect(runFolders(parent).sort()).toEqual([here, elsewhere, last].map(({ id }) => id).sort());
});
