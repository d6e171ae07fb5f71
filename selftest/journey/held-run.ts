import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import { withSandbox } from '../in-process.ts';
import { type Watched, watchTree } from '../live/process-tree.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { sent } from './faults.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** How long the runner takes a second Ctrl-C for the first one, in milliseconds, and a little more. */
export const secondCtrlCMs = 1_500;

/** A run whose account has another password now, and which is kept from setting it back. */
export interface HeldRun {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly sandbox: Sandbox;
  readonly env: Readonly<Record<string, string>>;
  /** Fulfilled when the password is being set back. */
  readonly restoring: Promise<void>;
  /** Fulfilled by the exit code of the command that was started. */
  readonly ended: Promise<number | null>;
  /** Ends the watch over the command and all that it started. */
  readonly unwatch: () => Watched;
}

/**
 * Runs a command that judges a clause which changes the password, up to the moment at which it is another one.
 *
 * @param command Program and arguments.
 */
export async function withHeldRun(
  [program, ...args]: readonly [string, ...string[]],
  use: (run: HeldRun) => Promise<void>,
): Promise<void> {
  const { behaviour, reached, restoring } = holdingAfterCompletion();
  await withSandbox({ behaviour }, async (sandbox) => {
    const env = {
      ENV_FILE: '/dev/null',
      BASE_URL: sandbox.baseUrl,
      ACCOUNT_EMAIL: sandbox.accountEmail,
      ACCOUNT_PASSWORD: sandbox.accountPassword,
      PROFILE: 'full',
      REQUEST_TIMEOUT_MS: '120000',
      RESULTS_DIR: temporaryFolder(),
    };
    // A process group of its own, as a terminal gives: Ctrl-C reaches all of it.
    const child = spawn(program, args, {
      cwd: project,
      stdio: 'pipe',
      detached: true,
      env: { ...process.env, ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += String(bytes)));
    const ended = once(child, 'exit').then(([code]) => code as number | null);
    const { pid = 0 } = child;
    const unwatch = watchTree(pid);
    await Promise.race([reached, ended]);
    expect(sandbox.passwordIs(sandbox.accountPassword), `the password is another one: ${output}`).toBe(false);
    await use({ child, pid, sandbox, env, restoring, ended, unwatch });
  });
}

/**
 * Answers at once until a log-in comes after a completion, which it holds back. From then on completions take a while.
 *
 * @returns what tells that the log-in has come, and that the password is being set back.
 */
function holdingAfterCompletion() {
  const [reached, restoring] = [new Signal(), new Signal()];
  let completed = false;
  let held = false;
  const behaviour: Behaviour = {
    answer: (answer, _request, { state }) => {
      completed = state.passwordHistory.length > 1;
      return answer;
    },
    delayMs: (request) => {
      const { username, password } = sent(request);
      if (held && username === undefined && password !== undefined) {
        restoring.give();
        return 2 * secondCtrlCMs;
      }
      if (held || !completed || username === undefined) return 0;
      held = true;
      reached.give();
      return 60_000;
    },
  };
  return { behaviour, reached: reached.given, restoring: restoring.given };
}

/** A promise, and what fulfils it. */
class Signal {
  give: () => void = () => undefined;
  readonly given = new Promise<void>((resolve) => {
    this.give = resolve;
  });
}
