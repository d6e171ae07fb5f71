/** One judgement made weaker: a piece of a source file replaced by another text. */
export interface Mutant {
  /** Path from the root of the project, with `/`. */
  readonly file: string;
  /** Place of the piece in the file, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** What is made weaker, for people; the same as long as the judgement is the same. */
  readonly what: string;
  /** Clauses whose verdict may change. */
  readonly clauses: readonly string[];
}

/** The text of a file with the mutant in it. */
export function mutated(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
