import type { Level } from '../model/clause.ts';
import { schemaErrors } from '../schema/schema.ts';
import { printable } from '../text/printable.ts';
import type { Verdict } from '../model/verdict.ts';
import { versions } from './environment-info.ts';
import { type ClauseResult, reasonOf, type RunResult } from './run-result.ts';
import { targetInWords } from './target-name.ts';

const verdicts: readonly Verdict[] = ['pass', 'fail', 'inconclusive', 'not-applicable', 'error'];

/** What a clause that has no verdict stands as: the run ended before it, or its test said nothing. */
function verdictOf({ verdict }: ClauseResult): Verdict {
  if (verdict === 'none') return 'inconclusive';
  return verdict === 'missing' ? 'error' : verdict;
}

/**
 * The result for machines: `results/conformance.json`.
 *
 * @throws Error where it does not satisfy `schemas/conformance.schema.json`: a fault of the harness.
 */
export function conformanceJson(result: RunResult, filesSearched: number): unknown {
  const { suite, gate, target, clauses } = result;
  const counted = (of: readonly ClauseResult[]): Record<string, number> =>
    Object.fromEntries(verdicts.map((verdict) => [verdict, of.filter((each) => verdictOf(each) === verdict).length]));
  const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];
  const document = {
    verdict: gate.verdict,
    message: oneLine(target.embedded ? `${targetInWords(target)}: ${gate.reason}` : gate.reason),
    target: target.baseUrl,
    embedded: target.embedded,
    profile: target.profile,
    strict: target.strict,
    seed: target.seed,
    startedAt: result.startedAt.toISOString(),
    durationMs: result.durationMs,
    requests: result.requests,
    // As in resetsIssued: the suite says what its call does.
    [`${suite.effect[1]}Issued`]: result.effectsIssued,
    answersRepeated: result.repeats.count,
    suite: { id: suite.id, clauses: suite.tests.length },
    ...(result.witness === undefined ? {} : { witness: result.witness }),
    planned: clauses.length,
    judged: clauses.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail').length,
    counts: counted(clauses),
    countsByLevel: Object.fromEntries(
      levels.map((level) => [level, counted(clauses.filter((each) => each.level === level))]),
    ),
    clauses: clauses.map((clause) => ({
      id: clause.id,
      level: clause.level,
      verdict: verdictOf(clause),
      message: clause.verdict === 'none' ? reasonOf(clause) : clause.message,
      durationMs: clause.durationMs,
      promise: clause.promise,
      source: clause.source.url,
      findings: clause.findings.filter(({ input }) => input !== ''),
      ...(clause.blame === undefined ? {} : { blame: clause.blame }),
      ...(clause.deviation === undefined ? {} : { deviation: clause.deviation }),
    })),
    notes: result.notes.map(({ kind, message }) => ({ kind, message })),
    versions,
    filesSearchedForSecrets: filesSearched,
  };
  return checked(document);
}

/** The result of a run that broke before it could weigh anything: it knows no more than the reason, in one line. */
export function errorJson(message: string, startedAt: Date): unknown {
  return checked({ verdict: 'error', message: oneLine(message), startedAt: startedAt.toISOString(), versions });
}

function oneLine(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .join(' ');
}

function checked(document: unknown): unknown {
  const [departure] = schemaErrors('conformance', document);
  if (departure !== undefined)
    throw new Error(
      `conformance.json: ${departure.pointer} ${departure.rule}, found ${printable(departure.found, 120)}`,
    );
  return document;
}
