import type { Suite } from '../judge/suite.ts';
import type { Level, Source } from '../model/clause.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Target } from '../model/target.ts';
import type { Blame, Finding, Verdict, VerdictRecord } from '../model/verdict.ts';
import type { Note } from '../run/notes.ts';
import type { Deviation } from '../config/deviations.ts';
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
  readonly durationMs: number;
  /** The known deviation that excuses its failure. */
  readonly deviation?: Deviation;
}

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
  readonly notes: readonly Note[];
  /** Lines about known deviations: stale ones, and ones past their review date. */
  readonly deviationNotes: readonly string[];
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
  const gate = weigh({
    clauses: clauses.map((clause): GateClause => ({ ...clause, excused: clause.deviation !== undefined })),
    strict: target.strict,
    ...(stop === undefined ? {} : { stop }),
    errors: [...facts.errors, ...(target.strict ? stale.map(staleLine) : [])],
  });
  return {
    suite,
    gate,
    target,
    startedAt: facts.startedAt,
    durationMs: facts.endedAt.getTime() - facts.startedAt.getTime(),
    requests: exchanges.reduce((sum, { earlier }) => sum + 1 + earlier.length, 0),
    effectsIssued: exchanges
      .filter(({ hasEffect }) => hasEffect)
      .flatMap(({ earlier, response }) => [...earlier, { status: response?.status }])
      .filter(({ status }) => status === 200).length,
    clauses,
    exchanges,
    notes,
    deviationNotes: [
      ...stale.map(staleLine),
      ...deviations
        .filter((each) => !isCurrent(each, today))
        .map(({ id, reviewBy }) => `${id}: the deviation was to be reviewed by ${reviewBy} and no longer counts`),
    ],
  };
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
  const record = recordOf(id, facts);
  const deviation = deviations.find((each) => each.id === id && record?.verdict === 'fail' && isCurrent(each, today));
  return {
    id,
    level,
    promise,
    source,
    verdict: record?.verdict ?? (ended.has(id) ? 'missing' : 'none'),
    message: record?.message ?? '',
    findings: record?.findings ?? [],
    durationMs: record?.durationMs ?? 0,
    ...(record?.blame === undefined ? {} : { blame: record.blame }),
    ...(deviation === undefined ? {} : { deviation }),
  };
}

/** True where a clause gates under these settings. */
export function isGating({ level }: ClauseResult, { strict }: Target): boolean {
  return level === 'MUST' || (strict && level === 'SHOULD');
}
