import type { SandboxAnswer, SandboxRequest } from './message.ts';
import type { Policy, Refusal } from './policy.ts';
import type { State } from './state.ts';

/** What a call needs to make its answer. */
export interface Context {
  readonly state: State;
  readonly policy: Policy;
  readonly json: (status: number, value: unknown) => SandboxAnswer;
  readonly empty: (status: number) => SandboxAnswer;
  readonly refuse: (refusal: Refusal) => SandboxAnswer;
}

/** Answers the requests with one method and path. */
export type Call = (request: SandboxRequest, context: Context) => SandboxAnswer;
