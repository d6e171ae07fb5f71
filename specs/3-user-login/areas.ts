import type { Area } from '../../harness/judge/clause-test.ts';
import { authTokens } from './auth-token.clauses.ts';
import { credentials } from './credentials.clauses.ts';
import { logInClauses } from './log-in.clauses.ts';

/** The log-in, and what its auth token opens. */
export const userLogin: readonly Area[] = [logInClauses, credentials, authTokens];
