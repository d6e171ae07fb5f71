import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../config/configuration-error.ts';
import { resultIn } from '../config/result-file.ts';
import type { ResultDocument } from '../model/result-document.ts';
import { endedRunIn, type EndedRun } from './results-folder.ts';

/** A run that came to its end, and the `conformance.json` that it wrote. */
export interface EndedResult extends EndedRun {
  readonly result: ResultDocument;
  /** The file as it stands. */
  readonly text: string;
}

/**
 * Reads the result of the run whose results a folder holds.
 *
 * @param suiteId The suite that it has to be a result of.
 * @throws ResultsFolderRefused where there is no run, or where it has not ended; ConfigurationError where it came to no
 *   verdict on its target, or where the file is not of that run. One line each.
 */
export function endedResultIn(dir: string, suiteId: string): EndedResult {
  const run = endedRunIn(dir);
  const path = join(dir, 'conformance.json');
  const text = contentOf(path);
  const result = resultIn(text, path);
  if (result.suite.id !== suiteId) throw refusal(`${path} is a result of the suite ${result.suite.id}`);
  if (result.startedAt !== run.startedAt)
    throw refusal(`${path} is not of the run of ${run.startedAt} that ended there`);
  return { ...run, result, text };
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw refusal(`${path} can't be read (${code})`);
  }
}

function refusal(problem: string): ConfigurationError {
  return new ConfigurationError([`${problem}: run npm run conformance again`]);
}
