import { printable, printableMarkdown } from '../text/printable.ts';
import { countsOf, factsOf } from './facts.ts';
import { repetition } from './repetition.ts';
import type { StatedClause, Statement } from './statement.ts';
import { explanation, seenInWords } from './words.ts';

const cell = (text: string): string => printableMarkdown(text);

/** A statement as Markdown. */
export function statementMarkdown(statement: Statement): string {
  const { api, result, sha256, areas, departures } = statement;
  const { outcomes, rows } = countsOf(result);
  return [
    `# Conformance statement: ${cell(api)}`,
    '',
    `**${result.verdict}**: ${cell(result.message)}`,
    '',
    explanation(statement),
    '',
    ...factsOf(statement).map(({ name, value }) => `- ${name}: ${cell(value)}`),
    `- Made of: conformance.json, SHA-256 ${sha256}`,
    '',
    '## Clauses by level',
    '',
    ...table(
      ['level', ...outcomes],
      rows.map(({ level, counts }) => [level, ...counts.map(String)]),
    ),
    '',
    '## What was not kept',
    '',
    ...(departures.length === 0 ? ['Nothing: every clause that applies was kept.'] : clauseTable(departures)),
    '',
    '## All clauses',
    '',
    ...areas.flatMap(({ title, clauses }) => [`### ${cell(title)}`, '', ...clauseTable(clauses), '']),
    ...(result.notes.length === 0
      ? []
      : ['## Remarks of the run', '', ...result.notes.map(({ kind, message }) => `- ${kind}: ${cell(message)}`), '']),
    '## How to repeat it',
    '',
    ...repetition(statement).flatMap(({ text, command }) => [
      text,
      '',
      '```sh',
      printable(command, Infinity),
      '```',
      '',
    ]),
  ].join('\n');
}

function clauseTable(clauses: readonly StatedClause[]): string[] {
  return table(
    ['clause', 'level', 'promise', 'verdict', 'what was seen'],
    clauses.map((clause) => {
      const { id, level, promise, source, outcome } = clause;
      return [`[${id}](${source})`, level, cell(promise), outcome, cell(whatWasSeen(clause))];
    }),
  );
}

function whatWasSeen(clause: StatedClause): string {
  const { deviation } = clause;
  const seen = seenInWords(clause);
  if (deviation === undefined) return seen;
  const { reason, link, added, reviewBy } = deviation;
  return `${seen} Reason: ${reason} ${link}, known since ${added}, to be reviewed by ${reviewBy}.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
