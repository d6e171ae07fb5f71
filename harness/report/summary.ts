import { isGating } from '../model/clause.ts';
import type { ClauseResult, RunResult } from './run-result.ts';
import { reasonOf } from './run-result.ts';
import type { Comparison } from '../comparison/comparison.ts';
import { comparisonMarkdown } from '../comparison/markdown.ts';
import { targetInWords } from './target-name.ts';
import { printable, printableMarkdown } from '../text/printable.ts';

const cell = (text: string): string => printableMarkdown(text, 300);

/**
 * The result for people who read it later: `results/summary.md`.
 *
 * @param comparison What changed since the baseline; undefined where there is none.
 */
export function summaryMarkdown(result: RunResult, counts: string, comparison?: Comparison): string {
  const { suite, gate, target, clauses, notes, deviationNotes, part } = result;
  const of = (verdict: ClauseResult['verdict']): ClauseResult[] => clauses.filter((each) => each.verdict === verdict);
  const failed = of('fail');
  const table = (title: string, rows: readonly ClauseResult[]): string[] =>
    rows.length === 0
      ? []
      : [
          `## ${title}`,
          '',
          '| clause | level | promise | what was seen |',
          '| --- | --- | --- | --- |',
          ...rows.map(
            (each) =>
              `| [${each.id}](${each.source.url}) | ${each.level} | ${cell(each.promise)} | ${cell(reasonOf(each))} |`,
          ),
          '',
        ];
  return [
    `# ${gate.verdict}${part === undefined ? '' : `, ${part}`}`,
    '',
    cell(gate.reason),
    '',
    `Target ${cell(targetInWords(target))}, profile ${target.profile}, seed ${target.seed}, ${result.startedAt.toISOString()}, ${(result.durationMs / 1000).toFixed(1)} s.`,
    '',
    `${counts}.`,
    '',
    ...(result.repeats.words === undefined ? [] : [`${result.repeats.words}.`, '']),
    ...notes.map(({ kind, message }) => `- **${kind}** ${cell(message)}`),
    ...deviationNotes.map((line) => `- **deviation** ${cell(line)}`),
    ...(notes.length + deviationNotes.length > 0 ? [''] : []),
    ...table(
      'Failed',
      failed.filter((each) => isGating(each, target)),
    ),
    ...table(
      'Advisory',
      failed.filter((each) => !isGating(each, target)),
    ),
    ...table('Errors of the harness', [...of('error'), ...of('missing')]),
    ...table('Inconclusive', of('inconclusive')),
    ...table('Not reached', of('none')),
    ...table(
      'Observations',
      of('pass').filter(({ level, message }) => level === 'MAY' && message !== ''),
    ),
    ...table('Not applicable', of('not-applicable')),
    ...(comparison === undefined ? [] : [comparisonMarkdown(comparison, '## Against the baseline')]),
    '## Where the documentation contradicts itself',
    '',
    ...suite.contradictions.map(
      ({ question, pages, judged }) =>
        `- **${printable(question)}** ${printable(pages)} Judged here: ${printable(judged)}`,
    ),
    '',
  ].join('\n');
}

/** The same of a run that broke before it could weigh anything. */
export function errorSummaryMarkdown(message: string): string {
  return `# error\n\n${cell(message)}\n`;
}
