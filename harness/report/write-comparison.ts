import { join } from 'node:path';
import type { Comparison } from '../comparison/comparison.ts';
import { comparisonMarkdown } from '../comparison/markdown.ts';
import { schemaErrors } from '../schema/schema.ts';
import { writeWhole } from './write-whole.ts';

/** What a comparison is written to, in the results folder. */
export const comparisonFiles = ['diff.json', 'diff.md'] as const;

/**
 * Writes what changed from one run to another: for machines, and for people.
 *
 * @throws Error where it does not satisfy `schemas/diff.schema.json`: a fault of the harness.
 */
export function writeComparison(comparison: Comparison, dir: string): void {
  const [departure] = schemaErrors('diff', comparison);
  if (departure !== undefined) throw new Error(`diff.json: ${departure.pointer} ${departure.rule}`);
  writeWhole(join(dir, 'diff.json'), `${JSON.stringify(comparison, undefined, 2)}\n`);
  writeWhole(join(dir, 'diff.md'), comparisonMarkdown(comparison, '# What changed'));
}
