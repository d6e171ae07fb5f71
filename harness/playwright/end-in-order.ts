import { endSignals } from '../run/end-signals.ts';
import { whenParentEnds } from '../run/parent.ts';

/** The code of a process that SIGINT has ended, as shells name it. */
const interruptedCode = 130;

/**
 * Makes everything that asks this process of Playwright's to end, a closed terminal and the end of the parent process
 * among them, what Playwright ends a run on in an orderly way: SIGINT. A worker, which ends with its main process anyway,
 * takes no notice.
 */
export function endInOrder(): void {
  const end = (): void => {
    // Before a run has begun nobody listens, and there is nothing to put in order.
    if (!process.emit('SIGINT', 'SIGINT')) process.exit(interruptedCode);
  };
  for (const signal of endSignals) if (signal !== 'SIGINT') process.on(signal, end);
  if (process.send === undefined) whenParentEnds(end);
}

/** From here on no further SIGINT ends this process: it has an account to put in order, and results to write. */
export function outlastFurtherSignals(): void {
  process.on('SIGINT', () => undefined);
}
