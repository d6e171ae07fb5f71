import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { settingsOrExit } from './settings-or-exit.ts';
import { RunFolder } from '../run/run-folder.ts';
import { apiFacts } from './api-facts.ts';

/**
 * The main job: checks the configuration, then runs the specs by Playwright. Further arguments are Playwright's.
 *
 * The exit code is the verdict reporter's; a run that ends without one is the harness's fault, and so code 3.
 */

const settings = settingsOrExit(process.env, apiFacts);
const folder = RunFolder.current();
const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');

const child = spawn(process.execPath, [cli, 'test', ...process.argv.slice(2)], {
  stdio: 'inherit',
  // What a debugger of Playwright or Node prints can hold a secret, and no placeholder would stand in for it.
  env: { ...process.env, DEBUG: '', NODE_DEBUG: '', PWDEBUG: '' },
});

// Playwright ends in an orderly way on SIGINT alone, and takes the second one that Ctrl-C in a terminal brings it for
// the same.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill('SIGINT'));

child.on('exit', (code) => {
  const ended = folder.hasEnded;
  folder.remove();
  if (ended) {
    process.exitCode = code ?? 3;
  } else {
    console.error('ERROR  the run ended without a verdict: see the lines above');
    process.exitCode = 3;
  }
});

// Only settings that were read without fault get here; naming the folder helps where a run is stopped from outside.
process.title = `conformance ${settings.conduct.profile}`;
