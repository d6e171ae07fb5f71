/** A piece of a source file replaced by another text. */
export interface Edit {
  /** Path from the root of the project, with `/`. */
  readonly file: string;
  /** Place of the piece in the file, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** One judgement made weaker. */
export interface Mutant extends Edit {
  /** What is made weaker, for people; the same as long as the judgement is the same. */
  readonly what: string;
  /** Clauses whose verdict may change. */
  readonly clauses: readonly string[];
  /** Changes elsewhere without which the project would not load: a set of codes stands in the register and in the test. */
  readonly along?: readonly Edit[];
}

/** The text of a file with an edit made. */
export function edited(text: string, { start, end, replacement }: Edit): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
