/** Verdicts of ISO/IEC 9646; `none` stands for what was never judged and ends as `error`. */
export type Verdict = 'pass' | 'fail' | 'inconclusive' | 'not-applicable' | 'error';

/** The verdict on a whole target. */
export type Overall = 'conformant' | 'deviating' | 'nonconformant' | 'inconclusive' | 'error';

/** Where the fault lies when a clause can't be decided. */
export type Blame =
  'target down' | 'network' | 'limited' | 'blocked' | 'account' | 'harness' | 'budget' | 'interrupted' | 'target';

/** What one input of a clause showed. */
export interface Finding {
  /** Name of the input, as the step in the report says it. */
  readonly input: string;
  readonly verdict: Verdict;
  /** What the clause asks for, in words. */
  readonly expected: string;
  /** What stood there instead, in words. */
  readonly actual: string;
  /** Number of the recorded exchange that is the evidence. */
  readonly exchange?: number;
  /** Its status code, where that alone is what fails. */
  readonly code?: number;
}

/** The judgement of one clause in one run. */
export interface VerdictRecord {
  readonly id: string;
  readonly verdict: Verdict;
  /** One line: for a failure what was expected and what was seen, else the reason or the observation; may be empty on pass. */
  readonly message: string;
  readonly findings: readonly Finding[];
  /** Numbers of all exchanges that were looked at. */
  readonly exchanges: readonly number[];
  readonly blame?: Blame;
  /** What was observed where it passes, without what differs from run to run; absent where there is nothing. */
  readonly observations?: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
}
