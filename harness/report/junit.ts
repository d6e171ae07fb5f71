import XMLBuilder from 'fast-xml-builder';
import { printable } from '../text/printable.ts';
import { outcomeOf, type RunResult } from './run-result.ts';
import { targetInWords } from './target-name.ts';
import { runCase, type TestCase, testCasesOf } from './test-cases.ts';

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
  const excused = clauses.filter((clause) => ['advisory', 'known deviation'].includes(outcomeOf(clause, target)));
  return document(suite.title, testCasesOf(result), startedAt, durationMs / 1000, {
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

function document(
  title: string,
  cases: readonly TestCase[],
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
    testcase: cases.map(({ group, name, durationMs, ending, output }) => ({
      '@classname': group,
      '@name': name,
      '@time': (durationMs / 1000).toFixed(3),
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
