import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../harness/project/root.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Runs a command in a folder, without the variables that would configure the harness. */
async function runIn(cwd: string, command: readonly [string, ...string[]], env: NodeJS.ProcessEnv = {}) {
  const [file, ...args] = command;
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(file, args, { cwd, env: { PATH, HOME, TMPDIR, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output };
}

test('The packed program installs in an empty folder, and its commands run there', async () => {
  const packed = temporaryFolder();
  const folder = temporaryFolder();
  const pack = await runIn(projectRoot, ['npm', 'pack', '--silent', '--pack-destination', packed]);
  expect(pack.code, pack.output).toBe(0);
  const tarball = join(packed, pack.output.trim().split('\n').at(-1) ?? '');
  const install = await runIn(folder, ['npm', 'install', '--no-save', '--prefer-offline', tarball]);
  expect(install.code, install.output).toBe(0);

  const installed = (...args: string[]) => runIn(folder, ['npx', '--no-install', 'timp-conformance', ...args]);
  const help = await installed('--help');
  expect(help.code, help.output).toBe(0);
  for (const [, name = ''] of help.output.matchAll(/^ {2}(\w+) /gm)) {
    const { code, output } = await installed(name, '--help');
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining(`timp-conformance ${name}: `) });
  }
  const { code, output } = await installed('run', '--grep', 'RP-405-01');
  expect(code, output).toBe(0);
  expect(output).toMatch(/CONFORMANT {2}the embedded sandbox/);
  const report = await installed('report', '--no-open');
  expect(report.code, report.output).toBe(0);
  expect(existsSync(join(folder, 'results/allure-report/index.html'))).toBe(true);
});

test('A command names its arguments, and one that there is not is refused with the list of those that there are', async () => {
  const program = join(projectRoot, 'bin/timp-conformance.mjs');
  const help = await runIn(temporaryFolder(), [process.execPath, program, 'report', '--help']);
  expect(help).toMatchObject({ code: 0, output: expect.stringContaining('--single-file') });
  const unknown = await runIn(temporaryFolder(), [process.execPath, program, 'jugde']);
  expect(unknown).toMatchObject({
    code: 3,
    output: expect.stringMatching(/^ERROR {2}jugde is no command: give one of/),
  });
});
