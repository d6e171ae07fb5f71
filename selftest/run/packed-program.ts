import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../harness/project/root.ts';
import { temporaryFolder } from '../temporary-folder.ts';

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

/** Packs this project and installs the tarball in an empty folder. @throws Error with what npm has printed. */
export async function packedProgram(): Promise<PackedProgram> {
  const [packed, folder] = [temporaryFolder(), temporaryFolder()];
  const npm = async (cwd: string, ...args: string[]): Promise<string> => {
    const { code, output } = await runIn(cwd, ['npm', ...args]);
    if (code !== 0) throw new Error(output);
    return output;
  };
  const printed = await npm(projectRoot, 'pack', '--silent', '--pack-destination', packed);
  const tarball = join(packed, printed.trim().split('\n').at(-1) ?? '');
  await npm(folder, 'install', '--no-save', '--prefer-offline', tarball);
  return {
    folder,
    run: (args, env) => runIn(folder, ['npx', '--no-install', 'timp-conformance', ...args], env),
  };
}
