import type { Blame } from './verdict.ts';

/** Evidence that contradicts a clause: verdict `fail`. */
export class Nonconformity extends Error {
  readonly expected: string;
  readonly actual: string;
  readonly quoted: string | undefined;

  /**
   * @param expected What the clause asks for, as a noun phrase or a clause in the present tense.
   * @param actual What stood there instead.
   * @param quoted Text of the target that shows it, whole: secrets in it are replaced before it is cut.
   */
  constructor(expected: string, actual: string, quoted?: string) {
    super(`expected ${expected}, got ${actual}`);
    this.expected = expected;
    this.actual = actual;
    this.quoted = quoted;
  }
}

/** A status code that the clause does not accept, and nothing else that contradicts it. */
export class UnexpectedCode extends Nonconformity {
  readonly code: number;

  constructor(expected: string, actual: string, code: number) {
    super(expected, actual);
    this.code = code;
  }
}

/** The exchange ran, or could not run, and decides nothing: verdict `inconclusive`. */
export class Inconclusive extends Error {
  readonly blame: Blame;

  constructor(reason: string, blame: Blame) {
    super(reason);
    this.blame = blame;
  }
}

/** A declared precondition is missing: verdict `not-applicable`. */
export class NotApplicable extends Error {}

/** Our side is broken: verdict `error`. */
export class HarnessError extends Error {}
