import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from './redact-bytes.ts';
import type { SecretRegistry } from './registry.ts';

/** A file that holds a secret, and the placeholder of the first one found. */
export interface Leak {
  readonly file: string;
  readonly placeholder: string;
}

/**
 * The files below a folder that a run has written.
 *
 * @param since Files that were last changed before this time are not of this run.
 */
export function filesSince(folder: string, since: Date): string[] {
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      // File systems keep times in steps of up to two seconds. A file that is gone by now was another program's.
      .filter((file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= since.getTime() - 2000)
  );
}

/**
 * Searches files for secrets, in every form of `forms.ts`, archives and compressed content included.
 *
 * @returns the files that hold a secret.
 */
export function findLeaks(files: readonly string[], secrets: SecretRegistry): Leak[] {
  return files.flatMap((file) => {
    const placeholder = secrets.findIn(textOf(readFileSync(file)).text);
    return placeholder === undefined ? [] : [{ file, placeholder }];
  });
}

/** Withdraws the files that hold a secret. */
export function withdraw(leaks: readonly Leak[]): void {
  for (const { file } of leaks) rmSync(file, { force: true });
}
