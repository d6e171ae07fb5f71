import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../config/configuration-error.ts';
import { environmentName } from '../config/environment-name.ts';
import { endedResultIn, type EndedResult } from './ended-result.ts';
import { hasRun, ResultsFolderRefused } from './results-folder.ts';

/** A target whose run has come to a verdict. */
export interface JudgedTarget extends EndedResult {
  /** Name of its folder: the `NAME` of `--env NAME`. */
  readonly name: string;
  readonly dir: string;
}

/** A folder of a run that says nothing of its target. */
export interface LeftOut {
  readonly name: string;
  /** One line: why, and what to do. */
  readonly reason: string;
}

/** The targets that were judged below a results folder. */
export interface Targets {
  readonly judged: readonly JudgedTarget[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Finds the runs in the folders of a results folder, in the order of their names. What no run of ours wrote is passed
 * over.
 *
 * @param suiteId The suite that they have to be results of.
 */
export function targetsBelow(dir: string, suiteId: string): Targets {
  const judged: JudgedTarget[] = [];
  const leftOut: LeftOut[] = [];
  for (const name of foldersIn(dir)) {
    const folder = join(dir, name);
    if (!hasRun(folder)) continue;
    try {
      judged.push({ name, dir: folder, ...endedResultIn(folder, suiteId) });
    } catch (error) {
      leftOut.push({ name, reason: reasonOf(error) });
    }
  }
  return { judged, leftOut };
}

function foldersIn(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && environmentName.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

/** @throws the error itself where it is none of those that are told in one line. */
function reasonOf(error: unknown): string {
  if (error instanceof ResultsFolderRefused) return error.message;
  if (error instanceof ConfigurationError) return error.problems.join(' ');
  throw error;
}
