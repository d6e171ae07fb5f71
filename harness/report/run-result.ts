import { failureIn } from '../judge/judge.ts';
import type { Suite } from '../judge/suite.ts';
import type { Testimony } from '../judge/witness.ts';
import { isGating, type Level, type Source } from '../model/clause.ts';
import { confirmedEffects } from '../model/effects.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Target } from '../model/target.ts';
import type { Blame, Finding, Verdict, VerdictRecord } from '../model/verdict.ts';
import type { Note } from '../run/notes.ts';
import type { Deviation } from '../config/deviations.ts';
import { type Repeats, repeatsIn } from './repeats.ts';
import { type GateClause, type GateResult, weigh } from './gate.ts';

/** A clause with its judgement, as every output shows it. */
export interface ClauseResult {
  readonly id: string;
  readonly level: Level;
  readonly promise: string;
  readonly source: Source;
  /** `none`: the run never came to it; `missing`: its test ended and left no verdict. */
  readonly verdict: Verdict | 'none' | 'missing';
  readonly message: string;
  readonly findings: readonly Finding[];
  readonly blame?: Blame;
  /** ISO 8601; undefined where the run never came to it. */
  readonly startedAt?: string;
  readonly durationMs: number;
  /** What conforms, in words. */
  readonly accepted: string;
  /** Names of the call, and of the area of the call, that it belongs to. */
  readonly call: string;
  readonly area: string;
  /** Numbers of the exchanges that were looked at. */
  readonly exchanges: readonly number[];
  /** What was observed where it passes, without what differs from run to run. */
  readonly observations: readonly string[];
  /** The known deviation that excuses its failure. */
  readonly deviation?: Deviation;
}

/** How a clause came out, in the sense of the whole run. */
export type Outcome =
  | 'conforms'
  | 'nonconformity'
  | 'known deviation'
  | 'advisory'
  | 'inconclusive'
  | 'not reached'
  | 'not applicable'
  | 'harness error';

/** Everything that a run came to. */
export interface RunResult {
  readonly suite: Suite;
  readonly gate: GateResult;
  readonly target: Target;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly requests: number;
  /** How often the call under test took effect for the account, as far as answers tell. */
  readonly effectsIssued: number;
  readonly clauses: readonly ClauseResult[];
  readonly exchanges: readonly Exchange[];
  /** What an independent client came to; undefined where it was not asked. */
  readonly witness: Testimony | undefined;
  readonly notes: readonly Note[];
  /** Lines about known deviations: stale ones, and ones past their review date. */
  readonly deviationNotes: readonly string[];
  /** Set where the run covers a part of its suite only, such as `60 of 110 clauses`. */
  readonly part?: string;
  /** How much of its suite the run covers, in words also for all and nothing. */
  readonly covered: string;
  readonly repeats: Repeats;
}

/** What a result is made of. */
export interface RunFacts {
  readonly suite: Suite;
  readonly target: Target;
  /** Ids of the clauses that the run was to judge. */
  readonly planned: readonly string[];
  /** Clauses whose tests came to an end, each with what the runner says against it, empty where it agrees. */
  readonly ended: ReadonlyMap<string, string>;
  readonly records: ReadonlyMap<string, VerdictRecord>;
  readonly exchanges: readonly Exchange[];
  readonly notes: readonly Note[];
  readonly witness?: Testimony | undefined;
  readonly deviations: readonly Deviation[];
  /** Faults of the harness beside the clauses. */
  readonly errors: readonly string[];
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** Joins what was planned with what was judged, and weighs it. */
export function resultOf(facts: RunFacts): RunResult {
  const { suite, target, exchanges, notes, deviations } = facts;
  const today = facts.endedAt.toISOString().slice(0, 10);
  const clauses = facts.planned.map((id) => clauseResult(id, facts, today));
  const stale = clauses.filter(({ id, verdict }) => verdict === 'pass' && deviations.some((each) => each.id === id));
  const stop = notes.find((note) => note.kind === 'stop');
  const requests = exchanges.reduce((sum, { earlier }) => sum + 1 + earlier.length, 0);
  const repeats = repeatsIn(exchanges, requests);
  const part = partOf(clauses, suite);
  const gate = weigh({
    clauses: clauses.map((clause): GateClause => ({ ...clause, excused: clause.deviation !== undefined })),
    strict: target.strict,
    ...(stop === undefined ? {} : { stop }),
    ...(repeats.tooMany === undefined ? {} : { doubt: repeats.tooMany }),
    ...(part === undefined ? {} : { part }),
    errors: [
      ...facts.errors,
      ...(facts.witness?.agrees === false ? [facts.witness.message] : []),
      ...(target.strict ? stale.map(staleLine) : []),
    ],
  });
  return {
    suite,
    gate,
    target,
    startedAt: facts.startedAt,
    durationMs: facts.endedAt.getTime() - facts.startedAt.getTime(),
    requests,
    effectsIssued: confirmedEffects(exchanges),
    clauses,
    exchanges,
    witness: facts.witness,
    notes: repeats.warning === undefined ? notes : [...notes, { kind: 'warning', message: repeats.warning }],
    ...(part === undefined ? {} : { part }),
    covered: coverageOf(clauses, suite),
    repeats,
    deviationNotes: [
      ...stale.map(staleLine),
      ...deviations
        .filter((each) => !isCurrent(each, today))
        .map(({ id, reviewBy }) => `${id}: the deviation was to be reviewed by ${reviewBy} and no longer counts`),
    ],
  };
}

/** Says how much of its suite a run came to. */
function coverageOf(clauses: readonly ClauseResult[], { tests }: Suite): string {
  const reached = clauses.filter(({ verdict }) => verdict !== 'none').length;
  return reached === tests.length ? `all ${tests.length} clauses` : `${reached} of ${tests.length} clauses`;
}

/** The same where it is neither all nor nothing. */
function partOf(clauses: readonly ClauseResult[], suite: Suite): string | undefined {
  const reached = clauses.filter(({ verdict }) => verdict !== 'none').length;
  return reached === 0 || reached === suite.tests.length ? undefined : coverageOf(clauses, suite);
}

function staleLine({ id }: ClauseResult): string {
  return `${id} passes, and DEVIATIONS_FILE lists it as failing: take it off the list`;
}

/** An entry counts up to and including the day on which it is to be reviewed. */
function isCurrent({ reviewBy }: Deviation, today: string): boolean {
  return reviewBy >= today;
}

/** The verdict that a clause left, unless its test failed in spite of it: then the harness broke after judging. */
function recordOf(id: string, { records, ended }: RunFacts): VerdictRecord | undefined {
  const record = records.get(id);
  const objection = ended.get(id) ?? '';
  if (record === undefined || objection === '' || !['pass', 'not-applicable'].includes(record.verdict)) return record;
  return { ...record, verdict: 'error', message: `its test failed after the verdict ${record.verdict}: ${objection}` };
}

function clauseResult(id: string, facts: RunFacts, today: string): ClauseResult {
  const { suite, ended, deviations } = facts;
  const clause = suite.clause(id);
  const source = clause === undefined ? undefined : suite.sources[clause.source];
  if (clause === undefined || source === undefined) throw new Error(`${id} is no clause of the suite`);
  const { level, promise } = clause;
  const [callKey = '', areaKey = ''] = id.split('-');
  const call = suite.names.calls[callKey] ?? callKey;
  const record = recordOf(id, facts);
  const listed = deviations.find((each) => each.id === id && record?.verdict === 'fail' && isCurrent(each, today));
  const { open, findings } = weighFindings(record?.findings ?? [], listed);
  const deviation = open === undefined ? listed : undefined;
  return {
    id,
    level,
    promise,
    source,
    verdict: record?.verdict ?? (ended.has(id) ? 'missing' : 'none'),
    message: listed?.accept !== undefined && open !== undefined ? failureIn(open) : (record?.message ?? ''),
    findings,
    ...(record === undefined ? {} : { startedAt: record.startedAt }),
    durationMs: record?.durationMs ?? 0,
    accepted: clause.accept.words,
    call,
    area: suite.names.areas[areaKey] ?? call,
    exchanges: record?.exchanges ?? [],
    observations: record?.observations ?? [],
    ...(record?.blame === undefined ? {} : { blame: record.blame }),
    ...(deviation === undefined ? {} : { deviation }),
  };
}

/**
 * Finds what a known deviation leaves open: where it accepts certain codes, any failure that is not for one of them.
 *
 * @returns the first failure that stands, and the findings with those that stand in front.
 */
function weighFindings(
  findings: readonly Finding[],
  deviation: Deviation | undefined,
): { readonly open: Finding | undefined; readonly findings: readonly Finding[] } {
  const accept = deviation?.accept;
  if (accept === undefined) return { open: undefined, findings };
  const stands = ({ verdict, code }: Finding): boolean =>
    verdict === 'fail' && !(code !== undefined && accept.includes(code));
  const open = findings.filter(stands);
  return { open: open[0], findings: [...open, ...findings.filter((each) => !stands(each))] };
}

/** How a clause came out: a failure counts by what the run holds against the target. */
export function outcomeOf(clause: ClauseResult, target: Target): Outcome {
  switch (clause.verdict) {
    case 'pass':
      return 'conforms';
    case 'fail':
      if (clause.deviation !== undefined) return 'known deviation';
      return isGating(clause, target) ? 'nonconformity' : 'advisory';
    case 'inconclusive':
      return 'inconclusive';
    case 'none':
      return 'not reached';
    case 'not-applicable':
      return 'not applicable';
    case 'error':
    case 'missing':
      return 'harness error';
  }
}

/** Why a clause came out so, in one line; empty where there is nothing to say. */
export function reasonOf({ verdict, message }: ClauseResult): string {
  if (verdict === 'none') return 'the run ended before it';
  return verdict === 'missing' ? 'its test ended without a verdict' : message;
}
