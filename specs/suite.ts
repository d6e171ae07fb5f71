import { join } from 'node:path';
import { mailedResetSchema, resetSchema } from '../contract/answers.ts';
import { contradictions } from '../contract/contradictions.ts';
import { calls, hosts } from '../contract/documented.ts';
import { names } from '../contract/names.ts';
import { healthClauses } from '../contract/profiles.ts';
import { register } from '../contract/register.ts';
import { sources } from '../contract/sources.ts';
import { defineSuite } from '../harness/judge/suite.ts';
import { projectRoot } from '../harness/project/root.ts';
import { resetPassword } from './1-reset-password/areas.ts';
import { blankEmail, emptyObject, plainReset, withGet } from './calls/reset-password.ts';
import { completePassword } from './2-complete-password/areas.ts';
import { userLogin } from './3-user-login/areas.ts';
import { traffic } from './4-traffic/areas.ts';
import { accountTrouble } from './journey/account-trouble.ts';
import { afterClauses } from './after.ts';
import { beforeClauses, preflight } from './before.ts';

/** The API under test: everything that the harness knows of it. */
export const suite = defineSuite({
  id: 'reset-password',
  title: 'Reset password',
  register,
  sources,
  contradictions,
  names,
  // In the order of a run: what looks over the traffic comes when all others have sent theirs.
  areas: [...resetPassword, ...completePassword, ...userLogin, ...traffic],
  schemas: join(projectRoot, 'schemas'),
  schemasInstead: ({ tokenDelivery }) => (tokenDelivery === 'mail' ? { [resetSchema]: mailedResetSchema } : {}),
  goodRequest: plainReset,
  hasWitness: true,
  effect: ['reset', 'resets'],
  canaries: [emptyObject, blankEmail, withGet],
  preflight,
  harmlessPath: calls.resetPassword.path,
  healthClauses,
  secretMembers: ['reset_token', 'auth_token'],
  productionHosts: [new URL(hosts.production).hostname],
  // The two folders that all calls lie in, or are: `/a/b/` and `/a/b/call/` give `/a/b`.
  callPrefixes: [...new Set(Object.values(calls).map(({ path }) => path.split('/').slice(0, 3).join('/')))],
  accountTrouble,
  before: beforeClauses,
  after: afterClauses,
});
