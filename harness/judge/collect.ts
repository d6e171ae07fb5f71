import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DeclaredClause } from './declared.ts';
import type { SuiteSetup } from './run-context.ts';
import { declaredClauses, declareOnly } from '../playwright/suite.ts';

/**
 * Imports specs without a runner, in the order of a run: by path, as the runner takes them.
 *
 * @param folder Folder of the specs, or of a part of them.
 * @returns what they declare.
 */
export async function collectClauses(
  folder: string,
): Promise<{ readonly clauses: readonly DeclaredClause[]; readonly setup: SuiteSetup }> {
  declareOnly();
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.spec.ts'));
  for (const file of files.sort()) await import(pathToFileURL(join(folder, file)).href);
  return declaredClauses();
}
