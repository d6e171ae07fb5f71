import { setInterval } from 'node:timers';

/** How soon it is noticed, in milliseconds, that the parent process has ended. */
const intervalMs = 500;

/**
 * Calls back once when the process that started this one has ended: nobody waits for the result any more, and nobody
 * passes signals on. A shell, npm or a container may end so. The watch keeps no process alive.
 */
export function whenParentEnds(callback: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    // An orphan is given another parent at once; which one depends on the system.
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, intervalMs);
  timer.unref();
}
