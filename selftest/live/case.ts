import type { Behaviour } from '../../sandbox/behaviour.ts';
import type { Result } from '../command.ts';
import type { TestTarget } from './servers.ts';

/** A target that misbehaves, and what a run has to say of it. */
export interface Case {
  readonly title: string;
  /** The sandbox with a behaviour, or a server that is not the API. */
  readonly target: Behaviour | (() => Promise<TestTarget> | Behaviour);
  readonly env?: Readonly<Record<string, string>>;
  /** Which clauses are judged, as arguments of the runner; one where absent. */
  readonly clauses?: readonly string[];
  readonly verdict: 'conformant' | 'nonconformant' | 'inconclusive';
  /** In the output. */
  readonly says?: RegExp;
  /** What the result has to be beside its verdict. */
  readonly result?: (result: Result) => void;
}
