import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../../harness/project/root.ts';
import type { TestTarget } from './servers.ts';

/** How a process ends: see `mortal-sandbox.ts`. */
export type Way = readonly [way: 'on-body' | 'on-length' | 'after-answers', what: string];

const script = fileURLToPath(new URL('mortal-sandbox.ts', import.meta.url));

/**
 * A target whose process ends, and is started again on the same port by a supervisor, or never.
 *
 * @param lives How the process ends, in each of its lives; the last way is that of all lives to come.
 * @param restartMs What the supervisor waits before each start; none starts it again where absent.
 */
export function mortal(lives: readonly [Way, ...Way[]], restartMs?: number): () => Promise<TestTarget> {
  return async () => {
    let port = '0';
    let child: ChildProcess | undefined;
    let isOver = false;
    const live = async (life: number): Promise<string> => {
      const way = lives[Math.min(life, lives.length - 1)] ?? lives[0];
      const started = spawn(process.execPath, ['--import', 'tsx', script, ...way, port], {
        cwd: projectRoot,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child = started;
      started.once('exit', () => {
        if (isOver || restartMs === undefined) return;
        void sleep(restartMs).then(() => (isOver ? undefined : live(life + 1)));
      });
      const [line] = (await once(started.stdout, 'data')) as [Buffer];
      return line.toString().trim();
    };
    const baseUrl = await live(0);
    ({ port } = new URL(baseUrl));
    return {
      baseUrl,
      close: async () => {
        isOver = true;
        if (child?.exitCode !== null) return;
        child.kill('SIGKILL');
        await once(child, 'exit');
      },
    };
  };
}
