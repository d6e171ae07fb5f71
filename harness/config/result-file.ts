import { readFileSync } from 'node:fs';
import type { ResultDocument } from '../model/result-document.ts';
import { schemaErrors } from '../schema/schema.ts';
import { ConfigurationError } from './configuration-error.ts';

/**
 * Reads the `conformance.json` of an earlier run.
 *
 * @param name What messages call it: its path, or the setting that names it.
 * @throws ConfigurationError with one line: it can't be read, is no `conformance.json`, or is of a run that did not come
 *   to a verdict on its target.
 */
export function readResultFile(path: string, name = path): ResultDocument {
  return resultIn(textOf(path, name), name);
}

/**
 * The same of what a file holds.
 *
 * @param text The content of the file.
 */
export function resultIn(text: string, name: string): ResultDocument {
  const document = parsed(text, name);
  const [departure] = schemaErrors('conformance', document);
  if (departure !== undefined) {
    const { pointer, rule } = departure;
    throw refusal(
      `${name} is no conformance.json of this version (${pointer === '' ? 'the whole' : pointer} ${rule}): ` +
        'give one that this version has written',
    );
  }
  // The schema leaves no target out but for the verdict error.
  const result = document as ResultDocument;
  if (result.verdict !== 'error') return result;
  throw refusal(
    `${name} is of a run that ended in an error (${result.message}): it judges nothing, so take another run`,
  );
}

function textOf(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw refusal(`${name} can't be read (${code}): give the conformance.json of a run`);
  }
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refusal(`${name} is no JSON: give the conformance.json of a run`);
  }
}

function refusal(problem: string): ConfigurationError {
  return new ConfigurationError([problem]);
}
