import type { Level } from './clause.ts';
import type { Blame, Overall, Verdict } from './verdict.ts';
import type { Profile } from './target.ts';

/**
 * `conformance.json` of a run that judged a target, as `schemas/conformance.schema.json` describes it. A run that broke
 * before has the verdict `error` and no target.
 */
export interface ResultDocument {
  readonly verdict: Overall;
  readonly message: string;
  readonly target: string;
  readonly embedded: boolean;
  readonly profile: Profile;
  readonly strict: boolean;
  readonly seed: number;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly requests: number;
  readonly answersRepeated: number;
  readonly suite: DocumentedSuite;
  readonly planned: number;
  readonly judged: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly countsByLevel: Readonly<Record<Level, Readonly<Record<Verdict, number>>>>;
  readonly clauses: readonly DocumentedClause[];
  /** The answers that findings refer to, each once. */
  readonly answers: readonly AnswerOutline[];
  readonly notes: readonly { readonly kind: 'stop' | 'warning' | 'alarm'; readonly message: string }[];
  readonly versions: Readonly<Record<string, string>>;
  readonly filesSearchedForSecrets: number;
  /** How often the call under test took effect, under the suite's word for it, such as `resetsIssued`. */
  readonly [effects: `${string}Issued`]: number;
}

/** The contract that a result stands on. */
export interface DocumentedSuite {
  readonly id: string;
  readonly clauses: number;
  /** SHA-256 of what its register promises. */
  readonly contract: string;
}

/** One clause as `conformance.json` has it. */
export interface DocumentedClause {
  readonly id: string;
  readonly level: Level;
  readonly verdict: Verdict;
  readonly message: string;
  readonly durationMs: number;
  readonly promise: string;
  /** Absolute https URL of the text that it stands on. */
  readonly source: string;
  readonly findings: readonly DocumentedFinding[];
  readonly observations?: readonly string[];
  readonly blame?: Blame;
  readonly deviation?: DocumentedDeviation;
}

/** The known deviation that excuses a failure. */
export interface DocumentedDeviation {
  readonly id: string;
  readonly reason: string;
  readonly link: string;
  readonly added: string;
  readonly reviewBy: string;
  readonly accept?: readonly number[];
}

/** What one input of a clause showed. */
export interface DocumentedFinding {
  readonly input: string;
  readonly verdict: Verdict;
  readonly expected: string;
  readonly actual: string;
  readonly exchange?: number;
  readonly code?: number;
  /** Place in `answers` of what the input was answered with, counted from 0. */
  readonly answer?: number;
}

/** What an answer looks like, without anything that it says. */
export interface AnswerOutline {
  /** Absent where no answer came. */
  readonly status?: number;
  readonly mediaType?: string;
  /** Names of the header fields, in lower case and in order, each once; empty where no answer came. */
  readonly headers: readonly string[];
  /** Names and types of the body's members; absent where no answer came, and where the body was not kept whole. */
  readonly body?: string;
  /** What came instead of an answer. */
  readonly trouble?: string;
}
