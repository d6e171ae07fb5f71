import type { Project } from '@playwright/test';
import type { Level } from '../../contract/clause.ts';

const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

/**
 * The parts of a run, in their order: a folder of specs each.
 *
 * @param folders Folders of the specs in the order of a run; the last one looks over what the others have sent.
 * @param byLevel True where not everything will fit into the run: what gates comes first then, so that what is left out
 *   is what matters least.
 */
export function projectsOf(folders: readonly string[], byLevel: boolean): Project[] {
  const projectOf = (name: string): Project => ({ name, testMatch: `${name}/**/*.spec.ts` });
  if (!byLevel) return folders.map(projectOf);
  return [folders.slice(0, -1), folders.slice(-1)].flatMap((part) =>
    levels.flatMap((level) =>
      part.map((name) => ({ ...projectOf(name), name: `${name} (${level})`, grep: new RegExp(`@${level}\\b`) })),
    ),
  );
}
