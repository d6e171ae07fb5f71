import { readdirSync, readFileSync } from 'node:fs';
import { setInterval } from 'node:timers';

/** What a command and everything that it started came to. */
export interface Watched {
  /** Most memory that one process held at any time, in bytes. */
  readonly peakBytes: number;
  /** How many processes were seen. */
  readonly processes: number;
  /** Ids of processes that are still there. */
  readonly left: () => readonly number[];
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Tells a process from a later one of the same id. */
  readonly startedAt: string;
}

/**
 * Watches a process and its descendants.
 *
 * The system keeps the most that each process ever held (VmHWM of proc(5)), so a peak between two looks is not missed.
 *
 * @returns what ends the watch.
 */
export function watchTree(root: number): () => Watched {
  const seen = new Map<string, Process>();
  let peakBytes = 0;
  const look = (): void => {
    for (const each of treeBelow(root)) {
      seen.set(keyOf(each), each);
      peakBytes = Math.max(peakBytes, peakOf(each.pid));
    }
  };
  look();
  const timer = setInterval(look, 100);
  return () => {
    clearInterval(timer);
    return {
      peakBytes,
      processes: seen.size,
      left: () =>
        processes()
          .filter((each) => seen.has(keyOf(each)))
          .map(({ pid }) => pid),
    };
  };
}

/** Ids of a process and its descendants, with their command lines. */
export function commandsBelow(root: number): { readonly pid: number; readonly command: string }[] {
  return treeBelow(root).map(({ pid }) => ({
    pid,
    command: readIfThere(`/proc/${pid}/cmdline`).replaceAll('\0', ' '),
  }));
}

/** Kills a process and its descendants, so that none of them sees another one end. */
export function killTree(root: number): void {
  const pids = treeBelow(root).map(({ pid }) => pid);
  for (const signal of ['SIGSTOP', 'SIGKILL'] as const) for (const pid of pids) process.kill(pid, signal);
}

function treeBelow(root: number): Process[] {
  const all = processes();
  const family = new Set([root]);
  // Parents have been started before their children, but ids may have come round: until nothing is new.
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid));
}

function keyOf({ pid, startedAt }: Process): string {
  return `${pid} ${startedAt}`;
}

/** Every process of the system that is no zombie. */
function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const text = readIfThere(`/proc/${name}/stat`);
      // The name, in brackets, may hold anything.
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      const [state = 'Z', parent = '0'] = fields;
      return state === 'Z' || text === ''
        ? []
        : [{ pid: Number(name), parent: Number(parent), startedAt: fields[19] ?? '' }];
    });
}

function peakOf(pid: number): number {
  const found = /^VmHWM:\s+(\d+) kB/m.exec(readIfThere(`/proc/${pid}/status`))?.[1];
  return Number(found ?? 0) * 1024;
}

/** A file's text; empty where its process has ended. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
