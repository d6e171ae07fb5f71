import { randomUUID } from 'node:crypto';
import type { CTRFReport, Environment, Test, TestStatus } from 'ctrf';
import { printable } from '../text/printable.ts';
import { versions } from './environment-info.ts';
import type { RunResult } from './run-result.ts';
import { targetInWords, targetName } from './target-name.ts';
import { runCase, type TestCase, testCasesOf } from './test-cases.ts';

/** The version of the format that is written: https://ctrf.io, `ctrf-schema-0.0.json` of the package ctrf. */
const specVersion = '0.0.0';
/** Longest text of a test, in characters: it goes into comments of pull requests. */
const longestText = 4000;

/** What the readers of CTRF count: it has no word for a fault of the harness, which must not look green. */
const statuses: Readonly<Record<'failure' | 'error' | 'skipped', TestStatus>> = {
  failure: 'failed',
  error: 'failed',
  skipped: 'skipped',
};

/** `results/ctrf.json`, the Common Test Report Format: the test cases of `junit.xml`, with the same totals. */
export function ctrfReport(result: RunResult): CTRFReport {
  const { suite, gate, target, startedAt, durationMs, covered } = result;
  return document(testCasesOf(result), suite.title, startedAt, durationMs, {
    testEnvironment: targetName(target),
    extra: {
      target: targetInWords(target),
      verdict: gate.verdict,
      reason: printable(gate.reason),
      profile: target.profile,
      strict: target.strict,
      seed: target.seed,
      clauses: covered,
      answersRepeated: result.repeats.count,
    },
  });
}

/**
 * The same of a run that broke before it could weigh anything.
 *
 * @param message Why, in one line.
 */
export function errorCtrfReport(message: string, startedAt: Date): CTRFReport {
  const title = 'Conformance';
  const extra = { verdict: 'error', reason: printable(message) };
  return document([runCase(title, 'error', message)], title, startedAt, 0, { extra });
}

function document(
  cases: readonly TestCase[],
  title: string,
  startedAt: Date,
  durationMs: number,
  environment: Environment,
): CTRFReport {
  const tests = cases.map((each) => testOf(each, title));
  const count = (status: TestStatus): number => tests.filter((each) => each.status === status).length;
  const start = startedAt.getTime();
  return {
    reportFormat: 'CTRF',
    specVersion,
    reportId: randomUUID(),
    timestamp: new Date(start + durationMs).toISOString(),
    generatedBy: 'timp-conformance',
    results: {
      tool: { name: 'timp-conformance', version: versions['timp-conformance'] ?? 'unknown' },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: 0,
        other: 0,
        start,
        stop: start + durationMs,
        duration: durationMs,
      },
      tests,
      environment: { appName: title, ...environment },
    },
  };
}

function testOf({ name, group, durationMs, ending, output, clause }: TestCase, title: string): Test {
  const { id, level, call, source, startedAt } = clause?.result ?? {};
  const start = startedAt === undefined ? undefined : Date.parse(startedAt);
  const duration = Math.round(durationMs);
  const text = ending?.text ?? output;
  return {
    name,
    status: ending === undefined ? 'passed' : statuses[ending.as],
    duration,
    ...(start === undefined ? {} : { start, stop: start + duration }),
    suite: [...new Set([title, call ?? title, group])],
    // What the status leaves out, such as an advisory that passes.
    rawStatus: clause?.outcome ?? (ending?.as === 'error' ? 'harness error' : 'inconclusive'),
    ...(id === undefined ? {} : { testId: id, tags: [level ?? ''] }),
    ...(ending === undefined ? {} : { message: printable(ending.message) }),
    ...(text === undefined ? {} : { trace: lines(text) }),
    ...(source === undefined ? {} : { extra: { source: source.url } }),
  };
}

function lines(text: string): string {
  return text
    .slice(0, longestText)
    .split('\n')
    .map((line) => printable(line))
    .join('\n');
}
