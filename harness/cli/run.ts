import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigurationError } from '../config/configuration-error.ts';
import type { ConfigOptions } from '../config/read.ts';
import type { Suite } from '../judge/suite.ts';
import type { Target } from '../model/target.ts';
import { type CurrentRun, endRun, startRun, writesResults } from '../playwright/current-run.ts';
import { tearDown } from '../playwright/set-up.ts';
import { exitCodes } from '../report/gate.ts';
import { endSignals } from '../run/end-signals.ts';
import { whenParentEnds } from '../run/parent.ts';
import type { Note } from '../run/notes.ts';
import { RunFolder } from '../run/run-folder.ts';
import { printable } from '../text/printable.ts';
import { orExit, orExitWithoutResults } from './exit.ts';
import type { LoadedProgram } from './program.ts';

/** How often, and how many milliseconds apart, it is looked whether the worker of a runner that broke has ended. */
const mostLooks = 100;
const lookEveryMs = 100;

/**
 * The main job: reads the configuration, creates the run folder, and runs the specs by Playwright.
 *
 * The exit code is the verdict reporter's; a run that ends without a verdict is the harness's fault, and so code 3.
 *
 * @param args Arguments for Playwright.
 * @param options Where the configuration comes from beside the environment.
 */
export function run(
  { suite, playwrightConfig }: LoadedProgram,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  options: ConfigOptions,
): void {
  const argv = ['test', '--config', playwrightConfig, ...args];
  const writes = writesResults(argv);
  const start = (): CurrentRun => {
    // What a surrounding process names is joined by nobody here, but a folder that is none of ours is a mistake to be told.
    RunFolder.join(env);
    assertNoReporter(args);
    return startRun(suite, env, { ...options, writesResults: writes, runnerIsSeen: args.includes('--ui') });
  };
  const started = writes ? orExitWithoutResults(env, options, start) : orExit(start);
  const { folder } = started;
  const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
  const child = spawn(process.execPath, [cli, ...argv], {
    stdio: 'inherit',
    // What a debugger of Playwright or Node prints can hold a secret, and no placeholder would stand in for it.
    env: {
      ...env,
      ...folder.environment,
      DEBUG: '',
      NODE_DEBUG: '',
      PWDEBUG: '',
      // What is compiled needs no compiler of Playwright's.
      ...(playwrightConfig.endsWith('.js') && { PW_DISABLE_TS_ESM: '1' }),
    },
    // A session of its own: what a terminal or a service manager sends to all of ours reaches it by way of this process
    // alone, once, and in the one form that it ends in an orderly way on. On Windows it would be given a window.
    detached: process.platform !== 'win32',
  });

  let endedBy: string | undefined;
  const end = (reason: string): void => {
    endedBy ??= reason;
    child.kill('SIGINT');
  };
  for (const signal of endSignals) process.on(signal, end);
  whenParentEnds(() => end('its parent process ended'));

  child.on('exit', (code) => {
    if (code !== null && folder.hasEnded) process.exitCode = code;
    void (folder.hasEnded ? Promise.resolve() : endWithoutVerdict(suite, started, endedBy)).finally(() =>
      endRun(started),
    );
  });
}

/**
 * A reporter on the command line takes the place of those in the configuration, and so of the one that gives the verdict.
 * Beside ours it would print what is not redacted, and after the last line.
 *
 * @throws ConfigurationError where one is asked for.
 */
function assertNoReporter(args: readonly string[]): void {
  const reporter = args.find((arg) => /^--reporter(?:=|$)/.test(arg));
  if (reporter === undefined) return;
  throw new ConfigurationError([
    `${reporter} is not taken, since the harness's own reporter has to give the verdict: leave it out; junit.xml, conformance.json, summary.md and allure-results are written anyway`,
  ]);
}

/** Does what a runner that broke has left undone, and leaves nothing that could be taken for a verdict. */
async function endWithoutVerdict(suite: Suite, run: CurrentRun, endedBy: string | undefined): Promise<void> {
  const { folder, results } = run;
  process.exitCode = exitCodes.error;
  const target = folder.recall('target') as Target | undefined;
  // The embedded sandbox ends with the runner, and its account with it.
  if (target?.embedded === false) await tearDownInstead(suite, run);
  for (const { kind, message } of folder.read<Note>('notes.jsonl'))
    if (kind === 'alarm') console.error(`ALARM  ${printable(message)}`);
  const reason = endedBy === undefined ? 'see the lines above' : `it was stopped (${endedBy})`;
  const message = `the run ended without a verdict: ${reason}`;
  console.error(`ERROR  ${message}`);
  results?.withdraw(message, new Date(folder.startedAt));
}

async function tearDownInstead(suite: Suite, run: CurrentRun): Promise<void> {
  try {
    // Its worker, which ends with it, may be about to send what has to be undone.
    for (let looks = 0; looks < mostLooks && run.folder.hasOthers; looks += 1) await sleep(lookEveryMs);
    await tearDown(suite, run);
  } catch (error) {
    console.error(`ERROR  ${printable(error instanceof Error ? error.message : String(error))}`);
  }
}
