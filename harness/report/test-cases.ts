import { traceIdOf } from '../model/trace-context.ts';
import type { Finding } from '../model/verdict.ts';
import { printable } from '../text/printable.ts';
import { againCommand } from './again.ts';
import { type ClauseResult, type Outcome, outcomeOf, reasonOf, type RunResult } from './run-result.ts';

/** How a test case ends that does not pass. */
type Ending = 'failure' | 'error' | 'skipped';

/** A clause, or the run itself, as the readers of test reports know it: a test case. */
export interface TestCase {
  readonly name: string;
  /** The area of the clause. */
  readonly group: string;
  readonly durationMs: number;
  /** Absent where it passes. */
  readonly ending?: { readonly as: Ending; readonly message: string; readonly text?: string };
  /** What is to be told of one that passes. */
  readonly output?: string;
  /** Absent where it speaks for the run. */
  readonly clause?: { readonly result: ClauseResult; readonly outcome: Outcome };
}

/** How a test case ends by the outcome of its clause; one that is not listed ends as passed. */
const endings: Readonly<Partial<Record<Outcome, Ending>>> = {
  nonconformity: 'failure',
  inconclusive: 'skipped',
  'not reached': 'skipped',
  'not applicable': 'skipped',
  'harness error': 'error',
};

/**
 * The test cases of a run. Their totals agree with the verdict: only what gates is a failure, and only a fault of the
 * harness an error. What the run has to tell and no clause tells comes first.
 */
export function testCasesOf(result: RunResult): readonly TestCase[] {
  const hasBegun = result.clauses.some(({ verdict }) => verdict !== 'none');
  const cases = hasBegun ? result.clauses.map((clause) => caseOf(clause, result)) : [];
  return [...ofTheRun(result, cases), ...cases];
}

/** The one case of a run that never began, and what speaks for a run beside its clauses. */
export function runCase(title: string, as: 'error' | 'skipped', message: string): TestCase {
  return { group: title, name: 'the run as a whole', durationMs: 0, ending: { as, message } };
}

function ofTheRun({ suite, gate, notes, repeats }: RunResult, cases: readonly TestCase[]): TestCase[] {
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

function caseOf(clause: ClauseResult, result: RunResult): TestCase {
  const { target } = result;
  const outcome = outcomeOf(clause, target);
  const as = endings[outcome];
  const message = as === 'skipped' ? `${outcome}: ${reasonOf(clause)}` : reasonOf(clause);
  const text = [
    ...clause.findings
      .filter(({ verdict, input }) => verdict === 'fail' && input !== '')
      .map((finding) => inLines(finding, result)),
    `source    ${clause.source.name}: ${clause.source.url}`,
    `again     ${againCommand(clause.id, target)}`,
  ].join('\n');
  const base = {
    group: clause.area,
    name: `${clause.id} ${clause.promise}`,
    durationMs: clause.durationMs,
    clause: { result: clause, outcome },
  };
  if (as !== undefined) return { ...base, ending: { as, message, ...(as === 'skipped' ? {} : { text }) } };
  if (outcome === 'conforms') return clause.message === '' ? base : { ...base, output: clause.message };
  const known = clause.deviation;
  const why = known === undefined ? [] : [`known     ${known.reason} (${known.link}, review by ${known.reviewBy})`];
  return { ...base, output: [`${outcome}: ${message}`, ...why, text].join('\n') };
}

function inLines({ input, expected, actual, exchange }: Finding, { exchanges }: RunResult): string {
  const evidence = exchanges.find(({ id }) => id === exchange);
  const trace = evidence && traceIdOf(evidence);
  return [
    `input     ${printable(input)}`,
    `expected  ${printable(expected)}`,
    `actual    ${printable(actual)}`,
    ...(trace === undefined ? [] : [`trace     ${trace}`]),
  ].join('\n');
}
