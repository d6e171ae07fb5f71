import { isGating } from '../model/clause.ts';
import type {
  DocumentedClause,
  DocumentedDeviation,
  DocumentedFinding,
  ResultDocument,
} from '../model/result-document.ts';
import type { ChangedClause, Comparison } from './comparison.ts';
import type { Pair } from './pair.ts';

type Changes = Pick<Comparison, 'newlyFailing' | 'newlyKnown' | 'noLongerKnown' | 'fixed'>;

/** Sorts the clauses that came out otherwise. */
export function clauseChanges(pairs: readonly Pair[], after: ResultDocument): Changes {
  const of = (kind: keyof Changes): ChangedClause[] =>
    pairs.filter((pair) => kindOf(pair) === kind).map((pair) => changedClause(pair, after));
  return {
    newlyFailing: of('newlyFailing'),
    newlyKnown: of('newlyKnown'),
    noLongerKnown: of('noLongerKnown'),
    fixed: of('fixed'),
  };
}

function kindOf(pair: Pair): keyof Changes | undefined {
  const [before, after] = [stateOf(pair.before), stateOf(pair.after)];
  if (after === 'conforms') return before === 'conforms' ? undefined : 'fixed';
  const isWorse = before === 'conforms' || newFailures(pair).length > 0;
  if (after === 'known') return before === 'known' && !isWorse ? undefined : 'newlyKnown';
  if (isWorse) return 'newlyFailing';
  return before === 'known' ? 'noLongerKnown' : undefined;
}

function stateOf({ verdict, deviation }: DocumentedClause): 'conforms' | 'fails' | 'known' {
  if (verdict === 'pass') return 'conforms';
  return deviation === undefined ? 'fails' : 'known';
}

/** Inputs that fail now and did not before. One that the earlier run has not had, or not decided, says nothing. */
function newFailures({ before, after }: Pair): string[] {
  const earlier = new Map(before.findings.map((finding) => [finding.input, finding]));
  return after.findings
    .filter((finding) => finding.verdict === 'fail' && isNew(finding, earlier.get(finding.input), before.deviation))
    .map(({ input }) => input);
}

function isNew(
  now: DocumentedFinding,
  was: DocumentedFinding | undefined,
  deviation: DocumentedDeviation | undefined,
): boolean {
  if (was?.verdict === 'pass') return true;
  // What a deviation accepted was this code, and no other.
  const wasAccepted = was?.code !== undefined && deviation?.accept?.includes(was.code) === true;
  return wasAccepted && was.verdict === 'fail' && now.code !== was.code;
}

function changedClause(pair: Pair, result: ResultDocument): ChangedClause {
  const { before, after } = pair;
  const { id, level, promise, source, deviation } = after;
  return {
    id,
    level,
    promise,
    source,
    gates: isGating(after, result),
    before: inWords(before),
    after: inWords(after),
    inputs: after.verdict === 'fail' ? newFailures(pair) : [],
    ...(deviation === undefined ? {} : { deviation: inShort(deviation) }),
  };
}

function inWords({ verdict, message, deviation }: DocumentedClause): string {
  if (verdict === 'pass') return 'conforms';
  const failure = message === '' ? 'fails' : message;
  return deviation === undefined ? failure : `${failure} (known deviation)`;
}

function inShort({ reason, link, reviewBy }: DocumentedDeviation): NonNullable<ChangedClause['deviation']> {
  return { reason, link, reviewBy };
}
