import { isGating } from '../model/clause.ts';
import type { DocumentedClause, ResultDocument } from '../model/result-document.ts';
import { changedAnswers } from './changed-answers.ts';
import { clauseChanges } from './clause-changes.ts';
import type { ChangedObservation, ComparedRun, Comparison, UncomparedClause } from './comparison.ts';
import type { Pair } from './pair.ts';
import { unlike } from './unlike.ts';

/**
 * Compares two results of one suite. Only what both have judged is compared, so that a part of the suite can be held
 * against the whole.
 */
export function compare(before: ResultDocument, after: ResultDocument): Comparison {
  const earlier = new Map(before.clauses.map((clause) => [clause.id, clause]));
  const pairs = after.clauses.flatMap((clause): Pair[] => {
    const other = earlier.get(clause.id);
    return other !== undefined && isJudged(other) && isJudged(clause) ? [{ before: other, after: clause }] : [];
  });
  const changes = clauseChanges(pairs, after);
  const notCompared = uncompared(before, after);
  const isRegression = changes.newlyFailing.some(({ gates }) => gates);
  return {
    conclusion: isRegression
      ? 'regression'
      : notCompared.some(({ undecided }) => undecided)
        ? 'undecided'
        : 'no regression',
    before: comparedRun(before),
    after: comparedRun(after),
    unlike: unlike(before, after),
    compared: pairs.length,
    ...changes,
    notCompared,
    answers: changedAnswers(pairs, before, after),
    observations: pairs.flatMap(changedObservation),
  };
}

function isJudged({ verdict }: DocumentedClause): boolean {
  return verdict === 'pass' || verdict === 'fail';
}

function comparedRun(result: ResultDocument): ComparedRun {
  const { target, embedded, profile, strict, startedAt, verdict, versions, suite, judged } = result;
  return {
    target,
    embedded,
    profile,
    strict,
    startedAt,
    verdict,
    harness: versions['timp-conformance'] ?? 'unknown',
    contract: suite.contract,
    judged,
    clauses: suite.clauses,
  };
}

function uncompared(before: ResultDocument, after: ResultDocument): UncomparedClause[] {
  const ofOne = (one: ResultDocument, other: ResultDocument, judgedBy: 'before' | 'after'): UncomparedClause[] => {
    const others = new Map(other.clauses.map((clause) => [clause.id, clause]));
    return one.clauses.filter(isJudged).flatMap((clause) => {
      const counterpart = others.get(clause.id);
      if (counterpart !== undefined && isJudged(counterpart)) return [];
      const undecided =
        judgedBy === 'before' &&
        clause.verdict === 'pass' &&
        counterpart?.verdict === 'inconclusive' &&
        isGating(counterpart, after);
      return [{ id: clause.id, level: clause.level, judgedBy, reason: whyNotJudged(counterpart), undecided }];
    });
  };
  return [...ofOne(before, after, 'before'), ...ofOne(after, before, 'after')];
}

function whyNotJudged(clause: DocumentedClause | undefined): string {
  if (clause === undefined) return 'the run was not to judge it';
  const verdict = clause.verdict === 'not-applicable' ? 'not applicable' : clause.verdict;
  return clause.message === '' ? verdict : `${verdict}: ${clause.message}`;
}

function changedObservation({ before, after }: Pair): ChangedObservation[] {
  if (after.level !== 'MAY' || before.verdict !== 'pass' || after.verdict !== 'pass') return [];
  const inWords = ({ observations = [] }: DocumentedClause): string => observations.join('; ');
  const [was, is] = [inWords(before), inWords(after)];
  return was === is ? [] : [{ id: after.id, before: was, after: is }];
}
