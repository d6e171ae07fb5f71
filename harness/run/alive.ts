import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process as files name it, so that a later process can tell whether it is gone. */
export interface ProcessMark {
  readonly pid: number;
  readonly host: string;
  /** Where the id counts, since each container counts anew: pid_namespaces(7). */
  readonly namespace?: string;
  /** Tells a process from a later one of the same id, where the system says when it began (field 22 of proc(5)). */
  readonly began?: string;
}

/** The mark of a process of this host that lives. */
export function markOf(pid: number): ProcessMark {
  const namespace = ownNamespace();
  const began = statOf(pid)?.began;
  return {
    pid,
    host: hostname(),
    ...(namespace === undefined ? {} : { namespace }),
    ...(began === undefined ? {} : { began }),
  };
}

/**
 * Whether a process lives.
 *
 * @returns undefined for one of another host, or of another container, which can't be seen from here.
 */
export function isAlive({ pid, host, namespace, began }: ProcessMark): boolean | undefined {
  if (host !== hostname() || namespace !== ownNamespace()) return undefined;
  if (!isTaken(pid)) return false;
  const stat = statOf(pid);
  // It has ended, and its parent has yet to ask how: a container's first process may never do so.
  if (stat?.state === 'Z' || stat?.state === 'X') return false;
  const now = stat?.began;
  return began === undefined || now === undefined || now === began;
}

/** True for a value in the form of {@link ProcessMark}. */
export function isProcessMark(value: unknown): value is ProcessMark {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, host } = value as Partial<ProcessMark>;
  return typeof pid === 'number' && typeof host === 'string';
}

function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** State and beginning of a process (fields 3 and 22 of proc(5)); undefined where the system does not say. */
function statOf(pid: number): { readonly state: string | undefined; readonly began: string | undefined } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, in brackets, may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], began: fields[19] };
  } catch {
    return undefined;
  }
}

function ownNamespace(): string | undefined {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return undefined;
  }
}
