import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../harness/project/root.ts';
import { temporaryFolder } from './temporary-folder.ts';

const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');

/** Runs two tests, one of which needs bash and curl, where no program is on the path. */
function runWithoutPrograms(env: NodeJS.ProcessEnv) {
  const folder = temporaryFolder();
  const { HOME } = process.env;
  const args = ['--output', folder, '--grep', 'with no body$|stands on one line', 'selftest/report/curl.test.ts'];
  const { status, stdout } = spawnSync(
    process.execPath,
    [cli, 'test', '--config', 'selftest/playwright.config.ts', ...args],
    { cwd: projectRoot, env: { HOME, PATH: folder, ...env }, encoding: 'utf8' },
  );
  return { code: status, lines: stdout.trimEnd().split('\n').slice(-2), output: stdout };
}

const skipped = '  1 × bash is not installed: apt-get install bash; curl is not installed: apt-get install curl';

test('what a machine can not run is skipped, and counted in the last lines with the command that brings it', () => {
  const { code, lines, output } = runWithoutPrograms({});
  expect(output).toContain('1 passed');
  expect(lines).toEqual(['1 skipped', skipped]);
  expect(code).toBe(0);
});

test('REQUIRE_ALL=1 makes what is skipped a failure', () => {
  const { code, lines, output } = runWithoutPrograms({ REQUIRE_ALL: '1' });
  expect(output).toContain('1 passed');
  expect(lines).toEqual(['1 skipped, and REQUIRE_ALL=1 asks for all: failed', skipped]);
  expect(code).toBe(1);
});
