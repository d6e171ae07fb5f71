import { register } from '../contract/register.ts';
import { declareClauses } from '../harness/judge/clause-test.ts';

/**
 * Declares how a clause is judged: its id, its promise as the register has it (another sentence does not compile), its
 * inputs and the rule for their answers; or, in their place, a procedure of its own.
 */
export const clause = declareClauses(register);
