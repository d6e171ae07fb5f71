import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { withSandbox } from '../in-process.ts';
import { sent } from './faults.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Answers at once until a log-in comes after a completion, which it holds back; `reached` tells that it has come. */
function holdingAfterCompletion(): { behaviour: Behaviour; reached: Promise<void> } {
  let completed = false;
  let held = false;
  let tell = (): void => undefined;
  const reached = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const behaviour: Behaviour = {
    answer: (answer, _request, { state }) => {
      completed = state.passwordHistory.length > 1;
      return answer;
    },
    delayMs: (request) => {
      if (held || !completed || sent(request).username === undefined) return 0;
      held = true;
      tell();
      return 60_000;
    },
  };
  return { behaviour, reached };
}

test.describe('A run that is stopped while the password is another one', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`sets it back on ${signal}`, async () => {
      const { behaviour, reached } = holdingAfterCompletion();
      await withSandbox({ behaviour }, async (sandbox) => {
        const child = spawn(process.execPath, ['--import', 'tsx', 'harness/cli/conformance.ts', '--grep', 'CP-01'], {
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
            RESULTS_DIR: mkdtempSync(join(tmpdir(), 'interrupted-')),
          },
        });
        const ended = once(child, 'exit');
        await Promise.race([reached, ended]);
        expect(sandbox.passwordIs(sandbox.accountPassword), 'the password is another one').toBe(false);
        const { pid = 0 } = child;
        process.kill(signal === 'SIGINT' ? -pid : pid, signal);
        const [code] = (await ended) as [number | null];
        expect(sandbox.passwordIs(sandbox.accountPassword), 'the old password is back').toBe(true);
        expect(code).toBe(2);
      });
    });
  }
});
