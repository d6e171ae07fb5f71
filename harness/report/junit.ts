import XMLBuilder from 'fast-xml-builder';
import { printable } from '../text/printable.ts';
import { againCommand } from './again.ts';
import { type ClauseResult, type Outcome, outcomeOf, reasonOf, type RunResult } from './run-result.ts';
import { targetInWords } from './target-name.ts';

/** A test case as JUnit's readers know it: at most one of failure, error and skipped. */
interface Case {
  readonly classname: string;
  readonly name: string;
  readonly seconds: number;
  readonly ending?: { readonly as: 'failure' | 'error' | 'skipped'; readonly message: string; readonly text?: string };
  readonly output?: string;
}

/** How a test case ends by the outcome of its clause; one that is not listed ends as passed. */
const endings: Readonly<Partial<Record<Outcome, 'failure' | 'error' | 'skipped'>>> = {
  nonconformity: 'failure',
  inconclusive: 'skipped',
  'not reached': 'skipped',
  'not applicable': 'skipped',
  'harness error': 'error',
};

/** Longest text of a test case, in characters: readers of JUnit show it whole. */
const longestText = 4000;

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  format: true,
  suppressEmptyNode: true,
});

/**
 * `results/junit.xml`, valid by the schema that Jenkins and Surefire share. Its totals agree with the verdict: only what
 * gates is a failure, and only a fault of the harness an error.
 */
export function junitXml(result: RunResult): string {
  const { suite, gate, target, clauses, startedAt, durationMs } = result;
  const hasBegun = clauses.some(({ verdict }) => verdict !== 'none');
  const cases = hasBegun ? clauses.map((clause) => caseOf(clause, result)) : [];
  const excused = clauses.filter((clause) => ['advisory', 'known deviation'].includes(outcomeOf(clause, target)));
  return document(suite.title, [...ofTheRun(result, cases), ...cases], startedAt, durationMs / 1000, {
    verdict: gate.verdict,
    reason: gate.reason,
    target: targetInWords(target),
    profile: target.profile,
    seed: String(target.seed),
    clauses: result.covered,
    'answers asked for again': String(result.repeats.count),
    ...Object.fromEntries(
      excused.map((clause) => [
        `${outcomeOf(clause, target)}: ${clause.id}`,
        clause.deviation?.reason ?? clause.message,
      ]),
    ),
  });
}

/**
 * The same of a run that broke before it could weigh anything.
 *
 * @param message Why, in one line.
 */
export function errorJunitXml(message: string, startedAt: Date): string {
  const title = 'Conformance';
  return document(title, [runCase(title, 'error', message)], startedAt, 0, { verdict: 'error', reason: message });
}

/** What is to be told of the run itself, because no clause tells it. */
function ofTheRun({ suite, gate, notes, repeats }: RunResult, cases: readonly Case[]): Case[] {
  const { verdict, reason } = gate;
  if (verdict === 'error') {
    const isTold = cases.some(({ ending }) => ending?.as === 'error');
    return isTold ? [] : [runCase(suite.title, 'error', reason)];
  }
  const isCutShort = repeats.tooMany !== undefined || notes.some(({ kind }) => kind === 'stop');
  return verdict === 'inconclusive' && (isCutShort || cases.length === 0)
    ? [runCase(suite.title, 'skipped', reason)]
    : [];
}

/** The one case of a run that never began, and what speaks for a run beside its clauses. */
function runCase(title: string, as: 'error' | 'skipped', message: string): Case {
  return { classname: title, name: 'the run as a whole', seconds: 0, ending: { as, message } };
}

function caseOf(clause: ClauseResult, { target }: RunResult): Case {
  const outcome = outcomeOf(clause, target);
  const as = endings[outcome];
  const message = as === 'skipped' ? `${outcome}: ${reasonOf(clause)}` : reasonOf(clause);
  const text = [
    ...clause.findings
      .filter(({ verdict, input }) => verdict === 'fail' && input !== '')
      .map(
        ({ input, expected, actual }) =>
          `input     ${printable(input)}\nexpected  ${printable(expected)}\nactual    ${printable(actual)}`,
      ),
    `source    ${clause.source.name}: ${clause.source.url}`,
    `again     ${againCommand(clause.id, target)}`,
  ].join('\n');
  const base = { classname: clause.area, name: `${clause.id} ${clause.promise}`, seconds: clause.durationMs / 1000 };
  if (as !== undefined) return { ...base, ending: { as, message, ...(as === 'skipped' ? {} : { text }) } };
  if (outcome === 'conforms') return clause.message === '' ? base : { ...base, output: clause.message };
  const known = clause.deviation;
  const why = known === undefined ? [] : [`known     ${known.reason} (${known.link}, review by ${known.reviewBy})`];
  return { ...base, output: [`${outcome}: ${message}`, ...why, text].join('\n') };
}

function document(
  title: string,
  cases: readonly Case[],
  startedAt: Date,
  seconds: number,
  properties: Readonly<Record<string, string>>,
): string {
  const count = (as: string): number => cases.filter(({ ending }) => ending?.as === as).length;
  const totals = {
    '@tests': cases.length,
    '@failures': count('failure'),
    '@errors': count('error'),
  };
  const suite = {
    '@name': title,
    ...totals,
    '@skipped': count('skipped'),
    '@time': seconds.toFixed(3),
    // Without a zone, as the schema of JUnit has it: UTC.
    '@timestamp': startedAt.toISOString().slice(0, 19),
    properties: {
      property: Object.entries(properties).map(([name, value]) => ({ '@name': name, '@value': inXml(value) })),
    },
    testcase: cases.map(({ classname, name, seconds: time, ending, output }) => ({
      '@classname': classname,
      '@name': name,
      '@time': time.toFixed(3),
      ...(ending === undefined
        ? {}
        : {
            [ending.as]: {
              '@message': inXml(ending.message),
              ...(ending.text === undefined ? {} : { '#text': lines(ending.text) }),
            },
          }),
      ...(output === undefined ? {} : { 'system-out': lines(output) }),
    })),
  };
  const root = { '@name': title, ...totals, '@time': seconds.toFixed(3), testsuite: suite };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: root })}`;
}

/** One line that XML 1.0 can hold: it has no place for most control characters, nor for U+FFFE and U+FFFF. */
function inXml(text: string): string {
  return printable(text).replace(/[\ufffe\uffff]/g, '\ufffd');
}

function lines(text: string): string {
  return text.slice(0, longestText).split('\n').map(inXml).join('\n');
}
