import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../harness/project/root.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { startRegistry } from './registry.ts';

/** How a command came out. */
export interface Came {
  readonly code: number | null;
  readonly output: string;
}

/** The packed program, installed in a folder that holds nothing else. */
export interface PackedProgram {
  readonly folder: string;
  /** Runs `timp-conformance` there, without the variables that would configure the harness. */
  readonly run: (args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Came>;
}

/** Runs a command in a folder, without the variables that would configure the harness. */
export async function runIn(
  cwd: string,
  command: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv = {},
): Promise<Came> {
  const [file, ...args] = command;
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(file, args, { cwd, env: { PATH, HOME, TMPDIR, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output };
}

/**
 * Packs this project, installs the tarball in an empty folder without the network, and removes that folder after use.
 *
 * @throws Error with what npm has printed.
 */
export async function withPackedProgram(use: (program: PackedProgram) => Promise<void>): Promise<void> {
  // Not below this project: npm would find its package.json from there, and install into it.
  const folder = mkdtempSync(join(tmpdir(), 'timp-conformance-packed-'));
  try {
    await install(folder);
    await use({ folder, run: (args, env) => runIn(folder, ['npx', '--no-install', 'timp-conformance', ...args], env) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function install(folder: string): Promise<void> {
  const [packed, cache] = [temporaryFolder(), temporaryFolder()];
  const npm = async (cwd: string, ...args: string[]): Promise<string> => {
    const { code, output } = await runIn(cwd, ['npm', ...args]);
    if (code !== 0) throw new Error(output);
    return output;
  };
  const printed = await npm(projectRoot, 'pack', '--silent', '--pack-destination', packed);
  const tarball = join(packed, printed.trim().split('\n').at(-1) ?? '');
  // All that it depends on is installed here already.
  const registry = await startRegistry(join(projectRoot, 'node_modules'));
  try {
    await npm(folder, 'install', '--prefix', folder, '--registry', registry.url, '--cache', cache, tarball);
  } finally {
    await registry.close();
  }
}
