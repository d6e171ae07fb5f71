import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { needs } from '../needs.ts';

/** How a piece of shell ended. */
export interface ShellEnd {
  readonly code: number;
  readonly output: string;
}

/**
 * Runs a piece of shell as CI systems do: by bash, ended by the first command that fails.
 *
 * @param env The whole environment.
 */
export async function shell(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<ShellEnd> {
  needs('bash');
  const args = ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script];
  const child = spawn('bash', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += String(bytes)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 128, output };
}

/** What of our own environment a CI job has too: nothing that configures the harness. */
export function surroundings(before: readonly string[] = []): NodeJS.ProcessEnv {
  const { PATH = '', HOME, TMPDIR } = process.env;
  return { PATH: [...before, PATH].join(':'), HOME, TMPDIR, CI: 'true' };
}
