import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Result } from '../command.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Runs a command whose reader goes after a line, as `| head -1` does. @returns its exit code and what it says as errors. */
async function readALineOf(command: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const { PATH, HOME, XDG_STATE_HOME } = process.env;
  const child = spawn(process.execPath, ['bin/timp-conformance.mjs', command, ...args], {
    env: { PATH, HOME, XDG_STATE_HOME, ENV_FILE: '/dev/null', SANDBOX: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.once('data', () => child.stdout.destroy());
  let errors = '';
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, errors };
}

for (const [command, ...args] of [['plan'], ['doctor'], ['sandbox', '--list'], ['--help']] as const) {
  test(`${[command, ...args].join(' ')} ends well where its output is closed`, async () => {
    const { code, errors } = await readALineOf(command, args, { RESULTS_DIR: temporaryFolder() });
    expect(errors).toBe('');
    expect(code).toBe(0);
  });
}

test('a run whose output is closed goes on to its verdict, and a report of it is built', async () => {
  const dir = temporaryFolder();
  const { code, errors } = await readALineOf('run', ['--grep', 'RP-4'], { RESULTS_DIR: dir });
  expect(errors).toBe('');
  expect(code).toBe(0);
  const result = JSON.parse(readFileSync(join(dir, 'conformance.json'), 'utf8')) as Result;
  expect(result.verdict).toBe('conformant');
  const report = await readALineOf('report', ['--no-open'], { RESULTS_DIR: dir });
  expect(report).toEqual({ code: 0, errors: '' });
});
