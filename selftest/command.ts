import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './temporary-folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What `results/conformance.json` says, as far as tests look at it. */
export interface Result {
  readonly verdict: string;
  readonly message: string;
  readonly requests: number;
  readonly resetsIssued: number;
  readonly clauses: readonly { id: string; verdict: string; message: string; blame?: string }[];
}

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly lastLine: string;
  readonly resultsDir: string;
  /** `results/conformance.json`, parsed. @throws where it is not there. */
  readonly result: () => Result;
}

/** A command that was started, and its end. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Everything of our own environment but the variables that would configure the harness. */
function surroundings(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, CHROMIUM_PATH, XDG_STATE_HOME } = process.env;
  return { PATH, HOME, TMPDIR, CHROMIUM_PATH, XDG_STATE_HOME, ENV_FILE: '/dev/null' };
}

/**
 * Starts a command of the harness as a user would, in a process of its own, with a results folder of its own.
 *
 * @param command Name of a command of `timp-conformance`.
 * @param program What runs the command: ours, or the commands of another suite.
 */
export function start(
  command: string,
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
  program = 'bin/timp-conformance.mjs',
): Started {
  const resultsDir = env.RESULTS_DIR ?? temporaryFolder();
  const child = spawn(
    process.execPath,
    [...(program.endsWith('.ts') ? ['--import', 'tsx'] : []), program, command, ...args],
    {
      cwd: root,
      env: { ...surroundings(), RESULTS_DIR: resultsDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      const lastLine = output.trimEnd().split('\n').at(-1) ?? '';
      const result = (): Result => JSON.parse(readFileSync(join(resultsDir, 'conformance.json'), 'utf8')) as Result;
      resolve({ code, output, lastLine, resultsDir, result });
    });
  });
  return { child, ended };
}

/** Runs a command of the harness to its end. */
export function run(
  command: string,
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
  program?: string,
): Promise<Ended> {
  return start(command, env, args, program).ended;
}
