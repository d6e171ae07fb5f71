import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { commandsBelow } from '../live/process-tree.ts';
import { namespaceCommand, type NeedName, needs } from '../needs.ts';
import { type HeldRun, secondCtrlCMs, withHeldRun } from './held-run.ts';

type Command = readonly [string, ...string[]];

const direct = [process.execPath, 'bin/timp-conformance.mjs', 'run', '--grep', 'CP-01'] as const;
const byNpm = ['npm', 'run', 'conformance', '--', '--grep', 'CP-01'] as const;
const inNamespace = (command: Command): Command => [...(namespaceCommand() ?? ['unshare']), ...command];
const inTerminal = (command: Command): Command => ['script', '--quiet', '--command', command.join(' '), '/dev/null'];

/** The process that was started with a command line, first come first. */
const processWith =
  (words: string) =>
  ({ pid }: HeldRun): number => {
    const found = commandsBelow(pid).find(({ command }) => command.includes(words));
    if (found === undefined) throw new Error(`no process is there with ${words}`);
    return found.pid;
  };
const itself = ({ pid }: HeldRun): number => pid;
const itsGroup = ({ pid }: HeldRun): number => -pid;
// `unshare` has the words of its command too.
const nodeInNamespace = (run: HeldRun): number =>
  commandsBelow(run.pid).find(({ pid, command }) => pid !== run.pid && command.includes('timp-conformance.mjs'))?.pid ??
  0;
const npmInNamespace = (run: HeldRun): number =>
  commandsBelow(run.pid).find(({ pid, command }) => pid !== run.pid && command.includes('npm run'))?.pid ?? 0;

const asFirst = 'PID namespace';

interface Way {
  readonly title: string;
  readonly command: Command | (() => Command);
  /** What it needs beside `/proc`. */
  readonly needs?: readonly NeedName[];
  readonly signal: NodeJS.Signals;
  readonly to: (run: HeldRun) => number;
  readonly twice?: boolean;
  /** Exit code of the command, where the process that gives it is not the one that was killed. */
  readonly code?: number;
}

const ways: readonly Way[] = [
  { title: 'SIGTERM to a run without npm', command: direct, signal: 'SIGTERM', to: itself, code: 2 },
  { title: 'Ctrl-C of a run without npm', command: direct, signal: 'SIGINT', to: itsGroup, code: 2 },
  { title: 'Ctrl-C twice, as it is set back', command: direct, signal: 'SIGINT', to: itsGroup, twice: true, code: 2 },
  ...(['SIGTERM', 'SIGINT', 'SIGHUP'] as const).flatMap((signal): Way[] => [
    // npm passes two of them on; SIGHUP ends it.
    { title: `${signal} to npm`, command: byNpm, signal, to: itself, ...(signal === 'SIGHUP' ? {} : { code: 2 }) },
    { title: `${signal} to npm's process group`, command: byNpm, signal, to: itsGroup },
  ]),
  { title: 'SIGKILL to npm', command: byNpm, signal: 'SIGKILL', to: itself },
  {
    title: "SIGKILL to the run's first process",
    command: byNpm,
    signal: 'SIGKILL',
    to: processWith('node bin/timp-conformance.mjs run'),
  },
  { title: "the runner's SIGKILL", command: byNpm, signal: 'SIGKILL', to: processWith('cli.js test') },
  { title: "a worker's SIGKILL", command: byNpm, signal: 'SIGKILL', to: processWith('workerProcessEntry') },
  { title: 'a closed terminal', command: inTerminal(byNpm), needs: ['script'], signal: 'SIGKILL', to: itself },
  // The kernel keeps SIGHUP from a first process that does not listen for it, as npm does not: its group gets it.
  ...(['SIGTERM', 'SIGINT'] as const).map((signal): Way => ({
    title: `${signal} to npm as first process`,
    command: () => inNamespace(byNpm),
    needs: [asFirst],
    signal,
    to: npmInNamespace,
    code: 2,
  })),
  {
    title: 'SIGHUP to the process group of npm as first process',
    command: () => inNamespace(byNpm),
    needs: [asFirst],
    signal: 'SIGHUP',
    to: itsGroup,
  },
  ...(['SIGTERM', 'SIGINT', 'SIGHUP'] as const).map((signal): Way => ({
    title: `${signal} to node as first process`,
    command: () => inNamespace(direct),
    needs: [asFirst],
    signal,
    to: nodeInNamespace,
    code: 2,
  })),
  ...Object.entries({ npm: byNpm, node: direct }).map(([name, command]): Way => ({
    title: `a closed terminal around ${name} as first process`,
    command: () => inTerminal(inNamespace(command)),
    needs: [asFirst, 'script'],
    signal: 'SIGKILL',
    to: itself,
  })),
];

test.describe('A run that is stopped while the password is another one', () => {
  for (const { title, command, needs: also = [], signal, to, twice, code } of ways) {
    test(`sets it back, and leaves no process, on ${title}`, async () => {
      needs('proc', ...also);
      await withHeldRun(typeof command === 'function' ? command() : command, async (run) => {
        const { sandbox, ended, restoring, unwatch } = run;
        const stop = (): boolean => process.kill(to(run), signal);
        stop();
        if (twice === true) {
          await Promise.race([restoring, ended]);
          await sleep(secondCtrlCMs);
          stop();
        }
        const exit = await ended;
        const { left } = unwatch();
        await expect.poll(left, { timeout: 60_000 }).toEqual([]);
        expect(sandbox.passwordIs(sandbox.accountPassword), 'the old password is back').toBe(true);
        if (code !== undefined) expect(exit).toBe(code);
      });
    });
  }
});
