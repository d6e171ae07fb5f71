import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';

/** A list of deviations with one entry. @returns its path. */
export function deviationsFile(reviewBy: string, id = 'RP-400-01'): string {
  const path = join(temporaryFolder(), 'deviations.yaml');
  const entry = [
    'reason: being repaired',
    'link: https://example.com/1',
    'added: 2025-01-01',
    `review-by: ${reviewBy}`,
  ];
  writeFileSync(path, [`- id: ${id}`, ...entry.map((line) => `  ${line}`), ''].join('\n'));
  return path;
}
