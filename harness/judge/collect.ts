import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DeclaredClause } from './declared.ts';
import type { SuiteSetup } from './laboratory.ts';
import { declaredClauses, declareOnly } from './suite.ts';

/**
 * Imports specs without a runner, in the order of a run.
 *
 * @param folder Folder of the specs.
 * @param order Its folders in the order of a run; within one, files go by name, as the runner takes them.
 * @returns what they declare.
 */
export async function collectClauses(
  folder: string,
  order: readonly string[],
): Promise<{ readonly clauses: readonly DeclaredClause[]; readonly setup: SuiteSetup }> {
  declareOnly();
  for (const name of order) {
    const files = readdirSync(join(folder, name)).filter((file) => file.endsWith('.spec.ts'));
    for (const file of files.sort()) await import(pathToFileURL(join(folder, name, file)).href);
  }
  return declaredClauses();
}
