import type { Area } from '../../harness/judge/clause-test.ts';
import { logInClauses } from './log-in.clauses.ts';

/** The log-in. */
export const userLogin: readonly Area[] = [logInClauses];
