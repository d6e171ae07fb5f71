import type { Level } from '../model/clause.ts';
import type { DocumentedDeviation } from '../model/result-document.ts';
import type { Profile } from '../model/target.ts';
import type { Overall } from '../model/verdict.ts';

/** What changed from one run to another: `diff.json`, as `schemas/diff.schema.json` describes it. */
export interface Comparison {
  readonly conclusion: Conclusion;
  readonly before: ComparedRun;
  readonly after: ComparedRun;
  /** What the runs have not in common, one line each: it may be the reason of what changed. */
  readonly unlike: readonly string[];
  /** How many clauses both have judged, and so are compared. */
  readonly compared: number;
  /** Clauses that fail now and did not, or fail for more inputs than before. Those that gate are regressions. */
  readonly newlyFailing: readonly ChangedClause[];
  /** Clauses that fail, now as a known deviation and before not so. */
  readonly newlyKnown: readonly ChangedClause[];
  /** Clauses that fail as before, and no deviation excuses it any more. */
  readonly noLongerKnown: readonly ChangedClause[];
  readonly fixed: readonly ChangedClause[];
  /** Clauses that one of the runs has judged and the other has not. */
  readonly notCompared: readonly UncomparedClause[];
  /** Answers that look otherwise though both conform. */
  readonly answers: readonly ChangedAnswer[];
  /** What MAY clauses have observed otherwise. */
  readonly observations: readonly ChangedObservation[];
}

/**
 * What a comparison comes to. `regression`: a clause that gates newly fails. `undecided`: none does, but one that gates
 * and conformed before could not be decided now. `no regression`: neither.
 */
export type Conclusion = 'no regression' | 'undecided' | 'regression';

/** A run as far as it has to be known to read a comparison. */
export interface ComparedRun {
  readonly target: string;
  readonly embedded: boolean;
  readonly profile: Profile;
  readonly strict: boolean;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly verdict: Overall;
  /** Version of the harness. */
  readonly harness: string;
  readonly contract: string;
  /** Clauses that it has judged, of how many in its suite. */
  readonly judged: number;
  readonly clauses: number;
}

/** A clause that came out otherwise. */
export interface ChangedClause {
  readonly id: string;
  readonly level: Level;
  readonly promise: string;
  readonly source: string;
  /** True where its failure decides the verdict of the later run. */
  readonly gates: boolean;
  /** How it came out, in one line each. */
  readonly before: string;
  readonly after: string;
  /** Inputs that fail now and conformed before. */
  readonly inputs: readonly string[];
  /** The known deviation that excuses the failure now. */
  readonly deviation?: Pick<DocumentedDeviation, 'reason' | 'link' | 'reviewBy'>;
}

/** A clause that only one of the runs has judged. */
export interface UncomparedClause {
  readonly id: string;
  readonly level: Level;
  /** Which of the runs has judged it. */
  readonly judgedBy: 'before' | 'after';
  /** Why the other has not, in one line. */
  readonly reason: string;
  /** True where it gates, conformed before, and could not be decided now. */
  readonly undecided: boolean;
}

/** One way in which answers look otherwise, with all inputs that show it. */
export interface ChangedAnswer {
  /** What of an answer, such as `status`, `media type`, `body`, or `header x-request-id`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly inputs: readonly {
    readonly input: string;
    /** Clauses that are judged by the answer to it. */
    readonly clauses: readonly string[];
  }[];
}

/** What a MAY clause has observed in each of the runs. */
export interface ChangedObservation {
  readonly id: string;
  readonly before: string;
  readonly after: string;
}
