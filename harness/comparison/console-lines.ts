import { styleText } from 'node:util';
import { printable } from '../text/printable.ts';
import type { ChangedClause, Comparison, Conclusion } from './comparison.ts';
import { conclusionInWords, newInputs, runInWords, seenAt, uncomparedInWords } from './words.ts';

type Style = 'red' | 'yellow' | 'green' | 'dim';

const styles: Readonly<Record<Conclusion, Style>> = {
  'no regression': 'green',
  undecided: 'yellow',
  regression: 'red',
};

/** A comparison for people at a terminal: what got worse first, the conclusion in the last line. */
export function comparisonLines(comparison: Comparison, colour: boolean): string[] {
  const paint = (style: Style, text: string): string => (colour ? styleText(style, text) : text);
  const clauses = (word: string, style: Style, changed: readonly ChangedClause[]): string[] =>
    changed.flatMap((clause) => [
      `${paint(style, word)}  ${clause.id}  ${clause.level}  ${printable(clause.promise)}`,
      ...details(clause),
    ]);
  const { newlyFailing, newlyKnown, noLongerKnown, fixed, notCompared, conclusion } = comparison;
  const gates = ({ gates: each }: ChangedClause): boolean => each;
  return [
    `Before  ${printable(runInWords(comparison.before))}`,
    `After   ${printable(runInWords(comparison.after))}`,
    ...comparison.unlike.map((line) => `${paint('yellow', 'UNLIKE')}  ${printable(line)}`),
    ...clauses('FAIL', 'red', newlyFailing.filter(gates)),
    ...clauses(
      'ADVISORY',
      'yellow',
      newlyFailing.filter((each) => !gates(each)),
    ),
    ...clauses('NEWLY KNOWN', 'yellow', newlyKnown),
    ...clauses('NO LONGER KNOWN', 'yellow', noLongerKnown),
    ...clauses('FIXED', 'green', fixed),
    ...comparison.answers.map(
      (change) =>
        `${paint('dim', 'ANSWER')}  ${printable(change.what)}: ${printable(change.before)} before, ${printable(change.after)} after: ${printable(seenAt(change))}`,
    ),
    ...comparison.observations.flatMap(({ id, before, after }) => [
      `${paint('dim', 'SEEN')}  ${id}`,
      `  before  ${printable(before)}`,
      `  after   ${printable(after)}`,
    ]),
    ...notCompared
      .filter(({ undecided }) => undecided)
      .map(({ id, level, reason }) => `${paint('yellow', 'UNDECIDED')}  ${id}  ${level}  ${printable(reason)}`),
    ...uncomparedInWords(notCompared.filter(({ undecided }) => !undecided)).map(
      (line) => `${paint('dim', 'NOT COMPARED')}  ${printable(line)}`,
    ),
    `${paint(styles[conclusion], conclusion.toUpperCase())}  ${conclusionInWords(comparison)}`,
  ];
}

function details(clause: ChangedClause): string[] {
  const { before, after, source, deviation } = clause;
  const inputs = newInputs(clause);
  return [
    `  before  ${printable(before)}`,
    `  after   ${printable(after)}`,
    ...(inputs === undefined ? [] : [`  inputs  ${printable(inputs)}`]),
    ...(deviation === undefined
      ? []
      : [`  known   ${printable(deviation.reason)} (${deviation.link}, review by ${deviation.reviewBy})`]),
    `  source  ${source}`,
  ];
}
