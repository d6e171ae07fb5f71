import type { Area } from '../../harness/judge/clause-test.ts';
import { refusedCompletion } from './completion-refused.clauses.ts';
import { freshToken } from './fresh-token.clauses.ts';
import { lifeOfTokens } from './lifetime.clauses.ts';
import { passwordChange } from './password-change.clauses.ts';
import { passwordRules } from './password-rules.clauses.ts';

/** The calls that validate a token and complete with it, in the order of a run. */
export const completePassword: readonly Area[] = [
  refusedCompletion,
  freshToken,
  lifeOfTokens,
  passwordChange,
  passwordRules,
];
