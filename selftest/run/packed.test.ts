import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../harness/project/root.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runIn, withPackedProgram } from './packed-program.ts';

test('The packed program installs in an empty folder, and its commands run there', async () => {
  await withPackedProgram(async (program) => {
    const installed = (...args: string[]) => program.run(args);
    const help = await installed('--help');
    expect(help.code, help.output).toBe(0);
    for (const [, name = ''] of help.output.matchAll(/^ {2}(\w+) /gm)) {
      const { code, output } = await installed(name, '--help');
      expect({ code, output }).toMatchObject({
        code: 0,
        output: expect.stringContaining(`timp-conformance ${name}: `),
      });
    }
    const { code, output } = await installed('run', '--grep', 'RP-405-01');
    expect(code, output).toBe(0);
    expect(output).toMatch(/CONFORMANT {2}the embedded sandbox/);
    const report = await installed('report', '--no-open');
    expect(report.code, report.output).toBe(0);
    expect(existsSync(join(program.folder, 'results/allure-report/index.html'))).toBe(true);
  });
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
