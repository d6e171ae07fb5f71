import type { Area } from '../../harness/judge/clause-test.ts';
import { every401 } from './credentials.clauses.ts';
import { allAnswers } from './errors.clauses.ts';
import { observations } from './observations.clauses.ts';
import { responseTime } from './response-time.clauses.ts';
import { allAnswersSecurity } from './security.clauses.ts';
import { everyReset } from './success.clauses.ts';
import { everyToken } from './token-strength.clauses.ts';
import { everyRefusedVerb } from './verbs.clauses.ts';

/** What looks over everything that the others have sent. */
export const traffic: readonly Area[] = [
  every401,
  allAnswers,
  observations,
  responseTime,
  allAnswersSecurity,
  everyReset,
  everyToken,
  everyRefusedVerb,
];
