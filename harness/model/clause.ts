/** Requirement level in the sense of RFC 2119. */
export type Level = 'MUST' | 'SHOULD' | 'MAY';

/**
 * What checking a clause may do to the target. `probe`: no account is touched. `reset`: the call under test takes effect
 * for the test account. `hostile`: large or malformed input. `destructive`: the account is changed, and put back.
 */
export type Impact = 'probe' | 'reset' | 'hostile' | 'destructive';

/** The whole set of answers that conform to a clause. Anything else fails. */
export interface Accept {
  /** Status codes that conform. Absent where the clause is not judged by its code. */
  readonly codes?: readonly number[];
  /** Inputs (by name) whose set of codes differs from `codes`. */
  readonly except?: Readonly<Record<string, readonly number[]>>;
  /** Schema that the body of a 200 has to satisfy, so that a 200 means what the clause says. */
  readonly success?: string;
  /** The same in words, for people. */
  readonly words: string;
}

/** One promise of an API's documentation, or of a standard that it stands on: a row of the register. */
export interface Clause {
  /** `<CALL>-<AREA>-<NN>` or `<CALL>-<NN>`; never reused, never renumbered. */
  readonly id: string;
  readonly level: Level;
  readonly impact: Impact;
  /** The promise in one sentence, in the present tense. */
  readonly promise: string;
  readonly accept: Accept;
  /** Key of the source that it stands on. */
  readonly source: string;
  /** Clauses whose failure can make this one fail too, so that it is not blamed on its own. */
  readonly dependsOn: readonly string[];
  /**
   * True where the clause looks over all recorded traffic, so that any other broken clause may bring its failure about
   * and `dependsOn` would have to list nearly all of them.
   */
  readonly invariant?: true;
}

/** True where a failure of the clause decides the verdict on the target. */
export function isGating({ level }: Pick<Clause, 'level'>, { strict }: { readonly strict: boolean }): boolean {
  return level === 'MUST' || (strict && level === 'SHOULD');
}

/** Where a promise is written down. */
export interface Source {
  /** As a report prints it. */
  readonly name: string;
  /** Absolute https URL. */
  readonly url: string;
}

/** A place where a documentation contradicts itself or says nothing: for the owners of the API to read. */
export interface Contradiction {
  readonly question: string;
  /** What the pages say about it. */
  readonly pages: string;
  /** How it is judged. */
  readonly judged: string;
  /** Clauses that the reading bears on; empty where nothing is judged. */
  readonly clauses: readonly string[];
}
