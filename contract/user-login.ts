import { tokenRefused } from './answers.ts';
import type { Clause } from './clause.ts';
import { plainReset, validatedToken } from './foundations.ts';

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
    accept: { codes: tokenRefused, words: '400, 401, 403 or 422' },
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
] as const satisfies readonly Clause[];
