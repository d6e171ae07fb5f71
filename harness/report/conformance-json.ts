import type { Level } from '../model/clause.ts';
import { schemaErrors } from '../schema/schema.ts';
import { printable } from '../text/printable.ts';
import type { DocumentedFinding, ResultDocument } from '../model/result-document.ts';
import type { Finding, Verdict } from '../model/verdict.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import { Answers } from './answers.ts';
import { versions } from './environment-info.ts';
import { type ClauseResult, reasonOf, type RunResult } from './run-result.ts';
import { targetInWords } from './target-name.ts';

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
export function conformanceJson(result: RunResult, secrets: SecretRegistry, filesSearched: number): ResultDocument {
  const { suite, gate, target, clauses } = result;
  const answers = new Answers(result.exchanges, secrets);
  const finding = (each: Finding): DocumentedFinding => {
    const answer = answers.placeOf(each);
    return { ...each, ...(answer === undefined ? {} : { answer }) };
  };
  const ofLevel = (level: Level): ResultDocument['counts'] => counted(clauses.filter((each) => each.level === level));
  const document: ResultDocument = {
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
    suite: { id: suite.id, clauses: suite.tests.length, contract: suite.contract },
    ...(result.witness === undefined ? {} : { witness: result.witness }),
    planned: clauses.length,
    judged: clauses.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail').length,
    counts: counted(clauses),
    countsByLevel: { MUST: ofLevel('MUST'), SHOULD: ofLevel('SHOULD'), MAY: ofLevel('MAY') },
    clauses: clauses.map((clause) => ({
      id: clause.id,
      level: clause.level,
      verdict: verdictOf(clause),
      message: clause.verdict === 'none' ? reasonOf(clause) : clause.message,
      durationMs: clause.durationMs,
      promise: clause.promise,
      source: clause.source.url,
      findings: clause.findings.filter(({ input }) => input !== '').map(finding),
      ...(clause.observations.length === 0 ? {} : { observations: clause.observations }),
      ...(clause.blame === undefined ? {} : { blame: clause.blame }),
      ...(clause.deviation === undefined ? {} : { deviation: clause.deviation }),
    })),
    // After the findings, which say what belongs there.
    answers: answers.all,
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

function counted(clauses: readonly ClauseResult[]): ResultDocument['counts'] {
  const count = (verdict: Verdict): number => clauses.filter((each) => verdictOf(each) === verdict).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    inconclusive: count('inconclusive'),
    'not-applicable': count('not-applicable'),
    error: count('error'),
  };
}

function oneLine(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .join(' ');
}

function checked<Document>(document: Document): Document {
  const [departure] = schemaErrors('conformance', document);
  if (departure !== undefined)
    throw new Error(
      `conformance.json: ${departure.pointer} ${departure.rule}, found ${printable(departure.found, 120)}`,
    );
  return document;
}
