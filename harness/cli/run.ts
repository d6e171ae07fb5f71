import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { startRun } from '../playwright/current-run.ts';
import { exitCodes } from '../report/gate.ts';
import { RunFolder } from '../run/run-folder.ts';
import { orExit } from './exit.ts';
import type { Program } from './program.ts';

/**
 * The main job: reads the configuration, creates the run folder, and runs the specs by Playwright.
 *
 * The exit code is the verdict reporter's; a run that ends without a verdict is the harness's fault, and so code 3.
 *
 * @param args Arguments for Playwright.
 */
export function run({ suite, playwrightConfig }: Program, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const { folder } = orExit(() => {
    // What a surrounding process names is joined by nobody here, but a folder that is none of ours is a mistake to be told.
    RunFolder.join(env);
    return startRun(suite, env);
  });
  const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
  const child = spawn(process.execPath, [cli, 'test', '--config', playwrightConfig, ...args], {
    stdio: 'inherit',
    // What a debugger of Playwright or Node prints can hold a secret, and no placeholder would stand in for it.
    env: { ...env, ...folder.environment, DEBUG: '', NODE_DEBUG: '', PWDEBUG: '' },
  });

  // Playwright ends in an orderly way on SIGINT alone, and takes the second one that Ctrl-C in a terminal brings it for
  // the same.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill('SIGINT'));

  child.on('exit', (code) => {
    const ended = folder.hasEnded;
    folder.remove();
    if (code !== null && ended) {
      process.exitCode = code;
    } else {
      console.error('ERROR  the run ended without a verdict: see the lines above');
      process.exitCode = exitCodes.error;
    }
  });
}
