import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { temporaryFolder } from '../temporary-folder.ts';
import { checkout } from './checkout.ts';
import { shell, surroundings } from './shell.ts';

/** `ci/judge.mjs`, as a job starts it. */

const account = {
  TARGET: 'staging',
  BASE_URL: 'https://conformant.example.com/',
  ACCOUNT_EMAIL: 'account@example.com',
};
const judge = (folder: string, env: Readonly<Record<string, string>>, args = 'run') =>
  shell(`exec node ci/judge.mjs ${args}`, folder, { ...surroundings(), ...env });

for (const { title, env, args, line } of [
  { title: 'no target', env: {}, args: 'run', line: 'ERROR  TARGET="" is no name of a target: set it to letters' },
  { title: 'a path', env: { TARGET: '../x' }, args: 'run', line: 'ERROR  TARGET="../x" is no name of a target' },
  { title: 'another command', env: account, args: 'plan', line: 'ERROR  give run or health, not "plan"' },
  { title: 'an unknown option', env: account, args: 'run --warn', line: "ERROR  Unknown option '--warn'" },
]) {
  test(`${title} is refused in one line`, async () => {
    const ended = await judge(checkout({ stub: true }), env, args);
    expect(ended.code).toBe(3);
    expect(ended.output.trimEnd().split('\n')).toHaveLength(1);
    expect(ended.output).toContain(line);
  });
}

test('outside of GitHub the log has no commands, and a warning is the exit code alone', async () => {
  const env = { ...account, BASE_URL: 'https://inconclusive.example.com/' };
  const ended = await judge(checkout({ stub: true }), env);
  expect(ended).toEqual({ code: 2, output: '' });
});

test('a stop reaches the harness, whose end is waited for, and no file with a secret is left', async () => {
  const folder = checkout({ stub: true });
  const TMPDIR = join(temporaryFolder(), 'tmp');
  mkdirSync(TMPDIR);
  const holds = join(folder, 'holds');
  const child = spawn(process.execPath, ['ci/judge.mjs', 'run'], {
    cwd: folder,
    env: { ...surroundings(), ...account, TMPDIR, CLIENT_KEY_PEM: 'key', STUB_HOLDS: holds },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  await expect.poll(() => existsSync(holds)).toBe(true);
  expect(readdirSync(TMPDIR)).toHaveLength(1);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(JSON.parse(readFileSync(join(folder, 'results/staging/given.json'), 'utf8'))).toMatchObject({
    signal: 'SIGTERM',
  });
  expect(readdirSync(TMPDIR)).toEqual([]);
});
