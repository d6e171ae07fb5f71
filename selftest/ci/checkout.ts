import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../temporary-folder.ts';

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a job finds in place of the harness. */
export interface CheckoutOptions {
  /** A program that says a verdict at once, so that what is around the harness can be proved without judging. */
  readonly stub?: boolean;
}

const own = new Set(['.git', 'results', '.ci-state', '.gitlab-ci-local', 'ci', '.ci']);

/** A folder of its own that looks like a checkout of the repository to a job, with its packages installed. */
export function checkout({ stub = false }: CheckoutOptions = {}): string {
  const folder = temporaryFolder();
  for (const name of readdirSync(root)) {
    if (!own.has(name) && !(stub && name === 'bin')) symlinkSync(join(root, name), join(folder, name));
  }
  // Real ones: they look for the harness beside themselves.
  for (const name of ['ci', '.ci']) cpSync(join(root, name), join(folder, name), { recursive: true });
  if (stub) {
    mkdirSync(join(folder, 'bin'));
    cpSync(new URL('stub-harness.mjs', import.meta.url), join(folder, 'bin/timp-conformance.mjs'));
  }
  return folder;
}

/** Commands in the place of those that would reach out of the machine, and what they were called with. */
export interface FakeCommands {
  /** To be put before PATH. */
  readonly folder: string;
  /** The calls so far, a line each. */
  readonly calls: () => readonly string[];
}

/**
 * Puts commands into a folder that write down how they are called.
 *
 * @param scripts Shell after that, by the name of the command; `$CALLS` is the file that calls stand in.
 */
export function fakeCommands(scripts: Readonly<Record<string, string>>): FakeCommands {
  const folder = temporaryFolder();
  const calls = join(folder, 'calls.txt');
  writeFileSync(calls, '');
  for (const [name, script] of Object.entries(scripts)) {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\nCALLS='${calls}'\necho "${name} $*" >>"$CALLS"\n${script}\n`);
    chmodSync(path, 0o755);
  }
  return { folder, calls: () => readFileSync(calls, 'utf8').split('\n').slice(0, -1) };
}

/** npm that installs nothing and runs scripts: a checkout has its packages. */
export const npmWithoutInstall = `[ "$1" = ci ] && exit 0\nexec '${process.execPath}' '${npmCli()}' "$@"`;

/** The program of npm, which may itself run this. */
export function npmCli(): string {
  return process.env.npm_execpath ?? join(process.execPath, '../../lib/node_modules/npm/bin/npm-cli.js');
}
