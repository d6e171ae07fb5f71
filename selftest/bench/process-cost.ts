import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { projectRoot } from '../../harness/project/root.ts';
import { watchMemory } from '../live/tree-memory.ts';

/** What a command took, with all the processes that it started. */
export interface Cost {
  /** Seconds of CPU time, of user and system together. */
  readonly cpu: number;
  /** Most memory at any time, in bytes; what processes share counts once. */
  readonly peak: number;
  readonly code: number | null;
}

/**
 * Runs Node on a program, and measures it as a whole process tree.
 *
 * @param args Arguments for Node, the first of them the program.
 * @param env Set beside `PATH`, `HOME` and `TMPDIR`.
 */
export async function costOf(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Cost> {
  const { PATH, HOME, TMPDIR } = process.env;
  const before = ticksOfChildren();
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { PATH, HOME, TMPDIR, ENV_FILE: '/dev/null', ...env },
    stdio: 'ignore',
  });
  const peakSoFar = watchMemory(child.pid ?? 0);
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  return { cpu: (ticksOfChildren() - before) / ticksPerSecond, peak: peakSoFar(), code };
}

/** What `sysconf(_SC_CLK_TCK)` gives on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** CPU time of the children that have ended, and of theirs: cutime and cstime of proc(5). */
function ticksOfChildren(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  // The name of the process, in brackets, may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[13]) + Number(fields[14]);
}
