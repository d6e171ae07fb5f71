import type { Target } from '../model/target.ts';
import type { ClauseTest } from './clause-test.ts';
import type { Suite } from './suite.ts';

/**
 * Decides before a clause is judged whether its impact is allowed on this target, and whether it would tell anything.
 *
 * @returns the reason why it is left out, with the setting that would allow it; undefined where it may run.
 */
export function guard(
  { clause, needsFreeHeader }: Pick<ClauseTest, 'clause' | 'needsFreeHeader'>,
  target: Target,
  { healthClauses }: Pick<Suite, 'healthClauses'>,
): string | undefined {
  if (target.profile === 'health' && !healthClauses.includes(clause.id)) {
    return 'not among the clauses of PROFILE=health';
  }
  if (clause.impact === 'hostile' && !target.loopback && target.profile !== 'full' && !target.allowHostile) {
    return 'hostile input is sent off loopback only with PROFILE=full or ALLOW_HOSTILE=1';
  }
  if (clause.impact === 'destructive' && target.profile !== 'full') {
    return "the account's password is changed only with PROFILE=full";
  }
  if (clause.impact === 'destructive' && target.accountPassword === undefined) {
    return "the account's password can't be put back: ACCOUNT_PASSWORD is not set";
  }
  const taken = target.extraHeaders.find(([name]) => name.toLowerCase() === needsFreeHeader?.toLowerCase());
  if (taken !== undefined) return `EXTRA_HEADERS sets ${taken[0]} on every request, and this is about requests without`;
  return undefined;
}
