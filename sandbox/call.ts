import type { SandboxAnswer, SandboxRequest } from './message.ts';
import type { Policy, Refusal } from './policy.ts';
import type { State } from './state.ts';

/** What a call is answered with: state, policy, and the words for it. */
export interface Context {
  readonly state: State;
  readonly policy: Policy;
  readonly json: (status: number, value: unknown) => SandboxAnswer;
  readonly empty: (status: number) => SandboxAnswer;
  readonly refuse: (refusal: Refusal) => SandboxAnswer;
}

/** One method of a path. */
export type Call = (request: SandboxRequest, context: Context) => SandboxAnswer;
