import type { Clause } from './clause.ts';
import { completePassword } from './complete-password.ts';
import { credentials } from './reset-password/credentials.ts';
import { errors } from './reset-password/errors.ts';
import { identifier } from './reset-password/identifier.ts';
import { mediaType } from './reset-password/media-type.ts';
import { missing } from './reset-password/missing.ts';
import { responseTime } from './reset-password/response-time.ts';
import { robustness } from './reset-password/robustness.ts';
import { security } from './reset-password/security.ts';
import { success } from './reset-password/success.ts';
import { transport } from './reset-password/transport.ts';
import { url } from './reset-password/url.ts';
import { verb } from './reset-password/verb.ts';
import { userLogin } from './user-login.ts';
import { validateToken } from './validate-token.ts';

export const register = [
  ...success,
  ...missing,
  ...url,
  ...verb,
  ...mediaType,
  ...identifier,
  ...credentials,
  ...errors,
  ...robustness,
  ...transport,
  ...security,
  ...responseTime,
  ...validateToken,
  ...completePassword,
  ...userLogin,
] as const;

/** Id of a clause of the register; a misspelt one does not compile. */
export type ClauseId = (typeof register)[number]['id'];

/** A row of the register: its own id and those it depends on are known ones. */
export interface RegisteredClause extends Clause {
  readonly id: ClauseId;
  readonly dependsOn: readonly ClauseId[];
}

/** Every promise, in the order in which a report shows them. */
export const clauses: readonly RegisteredClause[] = register;

const byId: ReadonlyMap<string, RegisteredClause> = new Map(clauses.map((clause) => [clause.id, clause]));

/**
 * Tells whether a string from outside (a file, a command line) is the id of a clause.
 *
 * @param id any string
 */
export function isClauseId(id: string): id is ClauseId {
  return byId.has(id);
}

/**
 * The row of a clause.
 *
 * @param id id of the clause
 * @throws Error where a cast brought in an id that the register does not hold
 */
export function clauseOf(id: ClauseId): RegisteredClause {
  const clause = byId.get(id);
  if (clause === undefined) {
    throw new Error(`no clause ${id} in contract/register.ts: check the spelling, or add its row`);
  }
  return clause;
}
