import { printableMarkdown } from '../text/printable.ts';
import type { ChangedClause, Comparison } from './comparison.ts';
import { conclusionInWords, newInputs, runInWords, seenAt, uncomparedInWords } from './words.ts';

const cell = (text: string): string => printableMarkdown(text, 300);

/**
 * A comparison as Markdown: `diff.md`, and a section of `summary.md`.
 *
 * @param heading Its own heading, with the marks; sections below it are a level lower.
 */
export function comparisonMarkdown(comparison: Comparison, heading: string): string {
  const marks = `#${heading.split(' ')[0] ?? ''}`;
  const section = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
    rows.length === 0 ? [] : [`${marks} ${title}`, '', row(head), row(head.map(() => '---')), ...rows.map(row), ''];
  const clauses = (title: string, changed: readonly ChangedClause[]): string[] =>
    section(title, ['clause', 'level', 'promise', 'before', 'after', 'inputs'], changed.map(clauseCells));
  const { newlyFailing, notCompared } = comparison;
  const open = notCompared.filter(({ undecided }) => undecided);
  return [
    heading,
    '',
    `**${comparison.conclusion}**: ${cell(conclusionInWords(comparison))}.`,
    '',
    `- before: ${cell(runInWords(comparison.before))}`,
    `- after: ${cell(runInWords(comparison.after))}`,
    ...comparison.unlike.map((line) => `- **unlike** ${cell(line)}`),
    '',
    ...clauses(
      'Newly failing',
      newlyFailing.filter(({ gates }) => gates),
    ),
    ...clauses(
      'Newly failing, advisory',
      newlyFailing.filter(({ gates }) => !gates),
    ),
    ...clauses('Newly known', comparison.newlyKnown),
    ...clauses('No longer known', comparison.noLongerKnown),
    ...clauses('Fixed', comparison.fixed),
    ...section(
      'No longer decided',
      ['clause', 'level', 'why'],
      open.map(({ id, level, reason }) => [id, level, cell(reason)]),
    ),
    ...section(
      'Answers that changed, though both conform',
      ['what', 'before', 'after', 'inputs'],
      comparison.answers.map((change) => [
        cell(change.what),
        cell(change.before),
        cell(change.after),
        cell(seenAt(change)),
      ]),
    ),
    ...section(
      'Observed otherwise',
      ['clause', 'before', 'after'],
      comparison.observations.map(({ id, before, after }) => [id, cell(before), cell(after)]),
    ),
    ...notComparedList(comparison, marks),
  ].join('\n');
}

function notComparedList({ notCompared }: Comparison, marks: string): string[] {
  const lines = uncomparedInWords(notCompared.filter(({ undecided }) => !undecided));
  return lines.length === 0 ? [] : [`${marks} Not compared`, '', ...lines.map((line) => `- ${cell(line)}`), ''];
}

function clauseCells(clause: ChangedClause): string[] {
  const { id, level, promise, source, before, after, deviation } = clause;
  const known = deviation === undefined ? '' : `, known: ${deviation.reason} (${deviation.link})`;
  return [
    `[${id}](${source})`,
    level,
    cell(promise),
    cell(before),
    cell(`${after}${known}`),
    cell(newInputs(clause) ?? ''),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
