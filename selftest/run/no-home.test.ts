import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { run } from '../command.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const preload = fileURLToPath(new URL('no-home.mjs', import.meta.url));

test('a user without a name and without HOME, as containers have them, can run everything', async () => {
  const env = { NODE_OPTIONS: `--import=${preload}`, HOME: '', XDG_STATE_HOME: temporaryFolder(), SANDBOX: '1' };
  const { code, output, lastLine } = await run('run', env, ['--grep', 'RP-OK-01|CP-01']);
  expect(lastLine, output).toMatch(/^CONFORMANT {2}/);
  expect(code).toBe(0);
});
