/** How often the time is counted, in milliseconds. */
const sliceMs = 100;
/** As much counts of a slice at most: beyond it this process did not run, and could not have read an answer. */
const longestSliceMs = 2 * sliceMs;

/**
 * Calls back when a time is over in which this process could have read an answer. A process that was suspended, or got no
 * processor, is not the target's fault: that time does not count, and what has arrived by the end is read first.
 *
 * @param ms The time, in milliseconds.
 * @param onOver Called once, unless the deadline was cancelled.
 * @returns what cancels it.
 */
export function startDeadline(ms: number, onOver: () => void): () => void {
  let leftMs = ms;
  let countedAt = performance.now();
  let timer: NodeJS.Timeout;
  let lastLook: NodeJS.Immediate | undefined;
  const wait = (): void => {
    timer = setTimeout(count, Math.min(leftMs, sliceMs));
  };
  const count = (): void => {
    const now = performance.now();
    leftMs -= Math.min(now - countedAt, longestSliceMs);
    countedAt = now;
    // Sockets are read after timers and before this.
    if (leftMs <= 0) lastLook = setImmediate(onOver);
    else wait();
  };
  wait();
  return () => {
    clearTimeout(timer);
    if (lastLook !== undefined) clearImmediate(lastLook);
  };
}
