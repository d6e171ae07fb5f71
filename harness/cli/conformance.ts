import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { nodeDebugProblems } from '../config/node-debug.ts';
import { exitCodes } from '../report/gate.ts';
import { RunFolder } from '../run/run-folder.ts';

/**
 * The main job: runs the specs by Playwright, whose configuration reads ours. Further arguments are Playwright's.
 *
 * The exit code is the verdict reporter's, or that of a configuration at fault; a run that ends without either is the
 * harness's fault, and so code 3.
 */

// To start a process is what Node would print; everything else that can be wrong is said by the process that is started.
const problems = nodeDebugProblems(process.env);
if (problems.length > 0) {
  console.error(`ERROR  ${problems.join('\nERROR  ')}`);
  process.exit(exitCodes.error);
}

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
  // A configuration at fault has said so, and ends before there is a verdict to give.
  if (code !== null && (ended || code === exitCodes.error)) {
    process.exitCode = code;
  } else {
    console.error('ERROR  the run ended without a verdict: see the lines above');
    process.exitCode = exitCodes.error;
  }
});
