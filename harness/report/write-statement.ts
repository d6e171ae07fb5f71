import { join } from 'node:path';
import { schemaErrors } from '../schema/schema.ts';
import { statementHtml } from '../statement/html-page.ts';
import { inTotoStatement } from '../statement/in-toto.ts';
import { statementMarkdown } from '../statement/markdown.ts';
import type { Statement } from '../statement/statement.ts';
import { writeWhole } from './write-whole.ts';

/** What a statement is written to, in the results folder. */
export const statementFiles = ['statement.html', 'statement.md', 'statement.intoto.json'] as const;

/**
 * Writes a statement in each of its forms.
 *
 * @throws Error where the one for machines does not satisfy `schemas/statement.schema.json`: a fault of the harness.
 */
export function writeStatement(statement: Statement, dir: string): void {
  const inToto = inTotoStatement(statement);
  const [departure] = schemaErrors('statement', inToto);
  if (departure !== undefined) throw new Error(`statement.intoto.json: ${departure.pointer} ${departure.rule}`);
  const contents: Readonly<Record<(typeof statementFiles)[number], string>> = {
    'statement.html': statementHtml(statement),
    'statement.md': statementMarkdown(statement),
    'statement.intoto.json': `${JSON.stringify(inToto, undefined, 2)}\n`,
  };
  for (const name of statementFiles) writeWhole(join(dir, name), contents[name]);
}
