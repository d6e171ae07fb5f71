import { spawn } from 'node:child_process';

/** What a command came to: what it printed, or one line that says why nothing is known. */
export type CommandOutcome = { readonly output: string } | { readonly problem: string };

/** More output, in bytes, is no answer to anything that is asked here. */
const mostOutput = 64 * 1024;

/**
 * Runs a command of the user in a shell. It has no input; what it prints to its error output goes nowhere, because it may
 * quote secrets.
 *
 * @param command As a shell takes it.
 * @param variables Added to this process's environment.
 * @param timeoutMs After so many milliseconds it is killed, with the processes that it has started.
 * @returns its output, or the problem where it fails, prints too much or takes too long. No problem quotes the output.
 */
export async function outputOf(
  command: string,
  variables: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<CommandOutcome> {
  // A process group of its own: what a shell has started outlives the shell otherwise.
  const child = spawn(command, {
    shell: true,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...variables },
  });
  const kill = (): void => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // It is gone already.
    }
  };
  let problem: string | undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= mostOutput) chunks.push(chunk);
    else {
      problem ??= 'it prints too much';
      kill();
    }
  });
  const timer = setTimeout(() => {
    problem ??= `it took more than ${Math.ceil(timeoutMs / 1000)} s`;
    kill();
  }, timeoutMs);
  process.once('exit', kill);
  const ended = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve(`it can't be started (${error.code ?? 'unknown'})`));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : `it ended with ${code ?? signal}`));
  });
  clearTimeout(timer);
  process.removeListener('exit', kill);
  problem ??= ended;
  return problem === undefined ? { output: Buffer.concat(chunks).toString('utf8') } : { problem };
}
