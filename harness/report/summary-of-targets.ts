import type { DocumentedClause, ResultDocument } from '../model/result-document.ts';
import { printableMarkdown } from '../text/printable.ts';
import type { JudgedTarget, Targets } from './targets.ts';

const cell = (text: string): string => printableMarkdown(text, 300);

/**
 * The results of several targets for people: the verdict on each, and a table of what did not pass, clause by target.
 *
 * @param order Ids of the clauses in the order of their suite.
 */
export function summaryOfTargets({ judged, leftOut }: Targets, order: readonly string[]): string {
  return [
    `# ${headline(judged)}`,
    '',
    ...table(
      ['target', 'verdict', 'why', 'address', 'profile', 'run'],
      judged.map(({ name, result }) => [
        `[${cell(name)}](${encodeURIComponent(name)}/summary.md)`,
        result.verdict,
        cell(result.message),
        cell(result.embedded ? 'the embedded sandbox' : result.target),
        result.profile,
        result.startedAt,
      ]),
    ),
    ...(leftOut.length === 0 ? [] : ['## Left out', '']),
    ...leftOut.map(({ name, reason }) => `- **${cell(name)}** ${cell(reason)}`),
    ...(leftOut.length === 0 ? [] : ['']),
    '## What did not pass',
    '',
    ...whatDidNotPass(judged, order),
  ].join('\n');
}

function headline(judged: readonly JudgedTarget[]): string {
  const verdicts = judged.map(({ result }) => result.verdict);
  const counts = [...new Set(verdicts)].map(
    (each) => `${verdicts.filter((verdict) => verdict === each).length} ${each}`,
  );
  return `${judged.length} ${judged.length === 1 ? 'target' : 'targets'}: ${counts.join(', ')}`;
}

function whatDidNotPass(judged: readonly JudgedTarget[], order: readonly string[]): string[] {
  const rows = order.flatMap((id) => {
    const clauses = judged.map(({ result }) => result.clauses.find((clause) => clause.id === id));
    const shown = clauses.find(
      (clause) => clause !== undefined && !['pass', 'not-applicable'].includes(clause.verdict),
    );
    if (shown === undefined) return [];
    const { level, promise, source } = shown;
    const cells = judged.map(({ result }, index) => inWords(clauses[index], result));
    return [[`[${id}](${source})`, level, cell(promise), ...cells]];
  });
  if (rows.length === 0) return ['Every clause that was judged passed, or does not apply.', ''];
  return table(['clause', 'level', 'promise', ...judged.map(({ name }) => cell(name))], rows);
}

function inWords(clause: DocumentedClause | undefined, { strict }: ResultDocument): string {
  if (clause === undefined) return 'not judged';
  switch (clause.verdict) {
    case 'fail':
      if (clause.deviation !== undefined) return 'known deviation';
      return clause.level === 'MUST' || (strict && clause.level === 'SHOULD') ? '**fails**' : 'advisory';
    case 'pass':
      return 'passes';
    case 'not-applicable':
      return 'not applicable';
    default:
      return clause.verdict;
  }
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).concat('');
}
