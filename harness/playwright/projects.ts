import type { Project } from '@playwright/test';
import type { Level } from '../../contract/clause.ts';

const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

/**
 * The parts of a run that may not get through everything: what gates comes first, so that what is left out is what
 * matters least. A run that gets through everything has no such parts, since each takes a worker of its own, and that
 * takes longer than most clauses.
 *
 * @param last Folder of the specs that look over what the others have sent.
 */
export function partsByLevel(last: string): Project[] {
  const partsOf = (files: Pick<Project, 'testMatch' | 'testIgnore'>, name: string): Project[] =>
    levels.map((level) => ({ ...files, name: `${name} (${level})`, grep: new RegExp(`@${level}\\b`) }));
  const files = `${last}/**/*.spec.ts`;
  return [...partsOf({ testIgnore: files }, 'calls'), ...partsOf({ testMatch: files }, last)];
}
