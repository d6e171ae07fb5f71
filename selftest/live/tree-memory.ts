import { readdirSync, readFileSync } from 'node:fs';
import { setInterval } from 'node:timers';

/** Kilobytes of a process: what it shares counts in shares (Pss of proc(5)), so that processes can be added up. */
function pssOf(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

/** A process and all that it has started. */
function familyOf(root: number): ReadonlySet<number> {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name): [pid: number, parent: number] => {
      // The name of a process, in brackets, may hold anything.
      const stat = textOf(`/proc/${name}/stat`);
      return [Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0)];
    });
  const family = new Set([root]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid);
  }
  return family;
}

/** A file's text; empty where its process has ended. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Looks ten times a second at the memory of a process and of all that it has started, together.
 *
 * @returns what ends the watch and gives the most that was seen, in bytes.
 */
export function watchMemory(root: number): () => number {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(
      peak,
      [...familyOf(root)].reduce((sum, pid) => sum + pssOf(pid), 0),
    );
  }, 100);
  return () => {
    clearInterval(timer);
    return peak * 1024;
  };
}
