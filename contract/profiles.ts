import type { ClauseId } from './register.ts';

/**
 * The clauses of the health profile: those that tell a working service from a broken one with three resets at most.
 * The plain reset that most of them look at is sent once.
 */
export const healthClauses: readonly ClauseId[] = [
  'RP-OK-01',
  'RP-OK-02',
  'RP-OK-03',
  'RP-400-01',
  'RP-405-01',
  'RP-415-01',
  'RP-422-01',
  'RP-ERR-03',
  'RP-ERR-05',
  'RP-ERR-07',
  'RP-SEC-01',
  'RP-SEC-03',
  'RP-SEC-04',
  'RP-SEC-11',
  'VT-01',
];
