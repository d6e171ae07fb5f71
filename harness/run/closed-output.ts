/**
 * Lets this process go on where the reader of its output has gone, as in `… | head -1`: what it has to do to the end is
 * more than printing. Without a listener Node ends a process on the error of such a stream.
 */
export function passOverClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // EIO: the terminal was closed.
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
}
