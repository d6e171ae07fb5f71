import { isGating, type Level } from '../model/clause.ts';
import type { Overall, Verdict } from '../model/verdict.ts';

/** Exit code of a run by its verdict. */
export const exitCodes: Readonly<Record<Overall, number>> = {
  conformant: 0,
  deviating: 0,
  nonconformant: 1,
  inconclusive: 2,
  error: 3,
};

/** One planned clause as the gate sees it. */
export interface GateClause {
  readonly id: string;
  readonly level: Level;
  /** `none`: the run never came to it. `missing`: its test ended and left no verdict. */
  readonly verdict: Verdict | 'none' | 'missing';
  /** One line, for the reason. */
  readonly message: string;
  /** True where a known deviation excuses its failure. */
  readonly excused: boolean;
}

/** What the gate decides from. */
export interface GateInput {
  readonly clauses: readonly GateClause[];
  readonly strict: boolean;
  /** Why the run ended early or never began, where it did. */
  readonly stop?: { readonly verdict: 'inconclusive' | 'error'; readonly message: string };
  /** Faults of the harness beside the clauses, one line each. */
  readonly errors: readonly string[];
  /** Why the run as a whole decides nothing though it came to its end. */
  readonly doubt?: string;
  /** Set where the run covers a part of its suite only, such as `60 of 110 clauses`. */
  readonly part?: string;
}

/** The overall verdict and its reason in one line. */
export interface GateResult {
  readonly verdict: Overall;
  readonly reason: string;
}

/**
 * Weighs the verdicts of a run. An error of the harness outranks everything; a failed gating clause outweighs what
 * could not be decided; `conformant` needs every planned gating clause to be judged. The reason of a part says so, so
 * that nobody takes it for the whole.
 */
export function weigh(input: GateInput): GateResult {
  const { verdict, reason } = decided(input);
  return { verdict, reason: input.part === undefined ? reason : `${input.part}: ${reason}` };
}

function decided({ clauses, strict, stop, errors, doubt, part }: GateInput): GateResult {
  const gates = (clause: GateClause): boolean => isGating(clause, { strict });
  const first = (...verdicts: GateClause['verdict'][]): GateClause | undefined =>
    clauses.find(({ verdict }) => verdicts.includes(verdict));

  const error = errors[0] ?? (stop?.verdict === 'error' ? stop.message : undefined);
  if (error !== undefined) return { verdict: 'error', reason: error };
  const broken = first('error');
  if (broken !== undefined) return { verdict: 'error', reason: `${broken.id}: ${broken.message}` };
  const missing = first('missing');
  if (missing !== undefined) return { verdict: 'error', reason: `${missing.id} ended without a verdict` };

  const failed = clauses.filter((clause) => clause.verdict === 'fail' && gates(clause));
  const unexcused = failed.filter(({ excused }) => !excused);
  if (unexcused.length > 0) return { verdict: 'nonconformant', reason: countOf(unexcused, 'failed') };

  if (stop !== undefined) return { verdict: 'inconclusive', reason: stop.message };
  if (clauses.length === 0) return { verdict: 'error', reason: 'no clause was planned: check --grep' };
  const undecided = clauses.filter((clause) => gates(clause) && ['inconclusive', 'none'].includes(clause.verdict));
  const [decisive] = undecided;
  if (decisive !== undefined) {
    return { verdict: 'inconclusive', reason: `${countOf(undecided, 'not decided')}; ${whyOpen(decisive)}` };
  }
  if (first('pass', 'fail') === undefined) {
    const open = first('inconclusive', 'none');
    return open === undefined
      ? { verdict: 'error', reason: 'nothing was judged: every planned clause was left out' }
      : { verdict: 'inconclusive', reason: `nothing was decided; ${whyOpen(open)}` };
  }
  if (doubt !== undefined) return { verdict: 'inconclusive', reason: doubt };
  if (failed.length > 0) return { verdict: 'deviating', reason: countOf(failed, 'failed as a known deviation') };
  const whole = part === undefined ? 'every gating clause' : 'every gating clause among them';
  return { verdict: 'conformant', reason: `${whole} that applies passed` };
}

function whyOpen({ id, verdict, message }: GateClause): string {
  return `${id}: ${verdict === 'none' ? 'the run ended before it' : message}`;
}

function countOf(clauses: readonly GateClause[], what: string): string {
  const ids = clauses.slice(0, 6).map(({ id }) => id);
  const more = clauses.length > ids.length ? ` and ${clauses.length - ids.length} more` : '';
  return `${clauses.length} gating ${clauses.length === 1 ? 'clause' : 'clauses'} ${what}: ${ids.join(', ')}${more}`;
}
