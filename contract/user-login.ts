import { tokenRefused } from './answers.ts';
import type { Clause } from './clause.ts';
import { plainReset, validatedToken } from './foundations.ts';

/** Codes of an authenticated call whose auth token is not good, or no longer. */
const noLongerGood = [401, 403] as const;

/** `POST …/user-login/`, where it shows what a reset did. */
export const userLogin = [
  {
    id: 'LG-01',
    level: 'MUST',
    impact: 'destructive',
    promise: 'The new password logs in',
    accept: { codes: [200], success: 'user-login/response', words: '200 with auth_token' },
    source: 'login-page',
    dependsOn: [...validatedToken, 'CP-01'],
  },
  {
    id: 'LG-02',
    level: 'MUST',
    impact: 'destructive',
    promise: 'The old password no longer logs in',
    accept: { codes: tokenRefused, words: '400, 401, 403, 404 or 422' },
    source: 'complete-page',
    dependsOn: [...validatedToken, 'CP-01', 'LG-01'],
  },
  {
    id: 'LG-03',
    level: 'SHOULD',
    impact: 'reset',
    promise: 'A reset that is only asked for leaves the password as it was',
    accept: { codes: [200], success: 'user-login/response', words: '200 with auth_token' },
    source: 'owasp-forgot-password',
    dependsOn: [...plainReset, 'LG-01'],
  },
  {
    id: 'LG-04',
    level: 'MUST',
    impact: 'reset',
    promise: 'A wrong password does not log in',
    accept: { codes: [401], words: '401' },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'LG-05',
    level: 'SHOULD',
    impact: 'reset',
    promise: 'The answer to a log-in has the documented members',
    accept: {
      codes: [200],
      success: 'user-login/documented-members',
      words:
        'auth_token, org_uuid, user_uuid and org_type, strings that are not empty; permission_assignments, an object; ' +
        'retailer_uuid and supplier_uuid, strings where they are present',
    },
    source: 'login-page',
    dependsOn: ['LG-01', 'LG-03'],
  },
  {
    id: 'LG-06',
    level: 'MUST',
    impact: 'reset',
    promise: 'A log-in in the form of the published sample, with an empty Basic pair, logs in',
    accept: { codes: [200], success: 'user-login/response', words: '200 with auth_token' },
    source: 'login-page',
    dependsOn: ['LG-01', 'LG-03'],
  },
  {
    id: 'LG-07',
    level: 'MUST',
    impact: 'reset',
    promise: 'A minute after its two hours an auth token opens nothing',
    accept: { codes: noLongerGood, words: '401 or 403' },
    source: 'authentication-page',
    dependsOn: ['LG-01', 'LG-03'],
  },
  {
    id: 'LG-08',
    level: 'SHOULD',
    impact: 'reset',
    promise: 'A reset that is only asked for leaves the auth token of the newest log-in good',
    accept: { codes: [200], words: '200, as before the reset' },
    source: 'owasp-forgot-password',
    dependsOn: [...plainReset, 'LG-01', 'LG-03'],
  },
  {
    id: 'LG-09',
    level: 'SHOULD',
    impact: 'destructive',
    promise: 'A completion ends what the auth token of the newest log-in before it opens, within five seconds',
    accept: { codes: noLongerGood, words: '401 or 403 within 5 s' },
    source: 'owasp-forgot-password',
    dependsOn: [...validatedToken, 'CP-01', 'LG-01', 'LG-03'],
  },
] as const satisfies readonly Clause[];
