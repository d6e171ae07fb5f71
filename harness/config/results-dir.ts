import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, parse, relative, resolve, sep } from 'node:path';
import { ConfigurationError } from './configuration-error.ts';
import { projectRoot } from '../project/root.ts';

/** The project's folders that people write in, or that its tools keep. */
const keptFolders: ReadonlySet<string> = new Set([
  '.ci',
  '.git',
  '.github',
  'bin',
  'contract',
  'dist',
  'docs',
  'harness',
  'node_modules',
  'sandbox',
  'schemas',
  'selftest',
  'specs',
]);

/**
 * A run replaces what earlier runs wrote below the results folder, so the folder must not be one that holds anything
 * else. @returns what is wrong with it and the remedy, or undefined. Symbolic links are followed.
 */
export function resultsDirProblem(dir: string): string | undefined {
  const path = realPath(resolve(dir));
  const root = realPath(projectRoot);
  const remedy = 'its contents would be replaced: give a folder of its own, such as results.';
  if (path === parse(path).root) return `is the file system's root; ${remedy}`;
  if (contains(path, realPath(homedir()))) return `holds the home folder; ${remedy}`;
  if (contains(path, root)) return `holds this project; ${remedy}`;
  if (contains(root, path) && keptFolders.has(relative(root, path).split(sep)[0] ?? '')) {
    return `lies in this project's own ${relative(root, path).split(sep)[0]}/; ${remedy}`;
  }
  return undefined;
}

/**
 * Creates the folder and proves by a probe file, removed again, that a run can write to it.
 * @throws ConfigurationError where it can't: no permission, read-only, full, or a file in the way.
 */
export function ensureWritable(dir: string): void {
  const probe = join(dir, `.write-probe-${process.pid}`);
  try {
    mkdirSync(dir, { recursive: true });
    try {
      // More than a file system can keep in an inode, so that a full disk shows.
      writeFileSync(probe, Buffer.alloc(8192));
    } finally {
      if (existsSync(probe)) rmSync(probe);
    }
  } catch (error) {
    throw new ConfigurationError([`RESULTS_DIR=${JSON.stringify(dir)} can't be written to: ${reason(error)}`]);
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied; allow it, or give another folder.',
  EPERM: 'permission is denied; allow it, or give another folder.',
  EROFS: 'the file system is read-only; give a folder on another one.',
  ENOSPC: 'the disk is full; make room, or give a folder on another one.',
  EDQUOT: "the disk quota is used up; make room, or give a folder that it doesn't cover.",
  EEXIST: 'a file is in the way; remove it, or give another folder.',
  ENOTDIR: 'a part of the path is a file; give another folder.',
};

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return reasons[code] ?? `${code}; give another folder.`;
}

function contains(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The path with the links of its existing part followed. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}
