import type fc from 'fast-check';
import type { Target } from '../model/target.ts';
import type { Rule } from '../judge/clause-test.ts';
import type { Request } from '../model/message.ts';

/** A rule that holds for every input of a kind. */
export interface Property<Input> {
  /** Inputs that have broken services before: sent first, in every run. */
  readonly edgeCases: readonly Input[];
  /**
   * How further inputs are made. They may depend on the target, so that they never name its account. What they are made of
   * is loaded here, since most processes of a run make none.
   */
  readonly inputs: (target: Target) => Promise<fc.Arbitrary<Input>>;
  readonly request: (input: Input) => Request;
  readonly rule: Rule;
}
