import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { withSandbox } from '../in-process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { sent } from './faults.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** How long the runner takes a second Ctrl-C for the first one, in milliseconds, and a little more. */
const secondCtrlCMs = 1_500;

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

const ways = [
  { title: 'SIGTERM', signal: 'SIGTERM', toGroup: false, twice: false },
  { title: 'Ctrl-C', signal: 'SIGINT', toGroup: true, twice: false },
  { title: 'Ctrl-C, and again while it is being set back', signal: 'SIGINT', toGroup: true, twice: true },
] as const;

test.describe('A run that is stopped while the password is another one', () => {
  for (const { title, signal, toGroup, twice } of ways) {
    test(`sets it back on ${title}`, async () => {
      const { behaviour, reached, restoring } = holdingAfterCompletion();
      await withSandbox({ behaviour }, async (sandbox) => {
        const child = spawn(
          process.execPath,
          ['--import', 'tsx', 'bin/timp-conformance.ts', 'run', '--grep', 'CP-01'],
          {
            cwd: project,
            stdio: 'ignore',
            // A process group of its own, as a terminal gives: Ctrl-C reaches all of it.
            detached: true,
            env: {
              ...process.env,
              CONFORMANCE_ENV_FILE: '/dev/null',
              BASE_URL: sandbox.baseUrl,
              ACCOUNT_EMAIL: sandbox.accountEmail,
              ACCOUNT_PASSWORD: sandbox.accountPassword,
              PROFILE: 'full',
              REQUEST_TIMEOUT_MS: '120000',
              RESULTS_DIR: temporaryFolder(),
            },
          },
        );
        const ended = once(child, 'exit');
        const { pid = 0 } = child;
        const stop = (): boolean => process.kill(toGroup ? -pid : pid, signal);
        await Promise.race([reached, ended]);
        expect(sandbox.passwordIs(sandbox.accountPassword), 'the password is another one').toBe(false);
        stop();
        if (twice) {
          await Promise.race([restoring, ended]);
          await sleep(secondCtrlCMs);
          stop();
        }
        const [code] = (await ended) as [number | null];
        expect(sandbox.passwordIs(sandbox.accountPassword), 'the old password is back').toBe(true);
        expect(code).toBe(2);
      });
    });
  }
});
