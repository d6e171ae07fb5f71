import type { ResultDocument } from '../model/result-document.ts';
import { ConfigurationError } from './configuration-error.ts';
import { readResultFile } from './result-file.ts';

/**
 * Reads the result that `BASELINE` names, for a run to be compared with.
 *
 * @param path Undefined where it names none.
 * @param api The suite whose results can be compared.
 * @throws ConfigurationError with one line: as {@link readResultFile}, or for a result of another suite.
 */
export function readBaseline(path: string | undefined, api: { readonly id: string }): ResultDocument | undefined {
  if (path === undefined) return undefined;
  const name = `BASELINE=${JSON.stringify(path)}`;
  const result = readResultFile(path, name);
  if (result.suite.id === api.id) return result;
  throw new ConfigurationError([
    `${name} is a result of the suite ${result.suite.id}, and ${api.id} is judged here: give one of the same suite`,
  ]);
}
