import { refused, tokenRefused } from './answers.ts';
import type { Clause } from './clause.ts';
import { freshToken, validatedToken } from './foundations.ts';

/** Codes of a completion that succeeds: the documentation names none. */
const completed = [200, 201, 204] as const;

/** Codes of the one of two completions at once that comes too late. */
export const raceLost = [...tokenRefused, 409] as const;

/** `POST …/complete-password/` */
export const completePassword = [
  {
    id: 'CP-01',
    level: 'MUST',
    impact: 'destructive',
    promise: 'A validated token sets a new password',
    accept: { codes: completed, words: '200, 201 or 204' },
    source: 'complete-page',
    dependsOn: [...validatedToken, 'RP-OK-09', 'VT-04'],
  },
  {
    id: 'CP-02',
    level: 'MUST',
    impact: 'probe',
    promise: 'Completing with a password but no token is refused',
    accept: { codes: refused, words: '400 or 422' },
    source: 'complete-page',
    dependsOn: [],
  },
  {
    id: 'CP-03',
    level: 'MUST',
    impact: 'reset',
    promise: 'Completing with a good token but no password is refused',
    accept: { codes: refused, words: '400 or 422' },
    source: 'complete-page',
    dependsOn: validatedToken,
  },
  {
    id: 'CP-04',
    level: 'MUST',
    impact: 'probe',
    promise: 'Completing with a token that was never issued is refused',
    accept: { codes: tokenRefused, words: '400, 401, 403, 404 or 422' },
    source: 'complete-page',
    // A 404 counts only where a good token shows that the call is there.
    dependsOn: validatedToken,
  },
  {
    id: 'CP-05',
    level: 'SHOULD',
    impact: 'destructive',
    promise: 'A token completes once',
    accept: { codes: tokenRefused, words: '400, 401, 403, 404 or 422 the second time' },
    source: 'owasp-forgot-password-token',
    dependsOn: [...validatedToken, 'CP-01', 'CP-04'],
  },
  {
    id: 'CP-06',
    level: 'MUST',
    impact: 'reset',
    promise: 'A minute after its two hours a token completes nothing',
    accept: { codes: tokenRefused, words: '400, 401, 403, 404 or 422' },
    source: 'reset-page',
    dependsOn: [...freshToken, 'VT-05', 'CP-04'],
  },
  {
    id: 'CP-07',
    level: 'SHOULD',
    impact: 'destructive',
    promise: 'A completion spends the other tokens of the account',
    accept: { codes: tokenRefused, words: '400, 401, 403, 404 or 422 for the earlier token' },
    source: 'owasp-forgot-password',
    dependsOn: [...validatedToken, 'CP-01', 'CP-04'],
  },
  {
    id: 'CP-08',
    level: 'MUST',
    impact: 'probe',
    promise: 'PUT, PATCH and DELETE are refused, and Allow lists GET and POST',
    accept: { codes: [405], words: '405 with Allow that lists GET and POST' },
    source: 'rfc9110-15.5.6',
    dependsOn: [],
  },
  {
    id: 'CP-09',
    level: 'MUST',
    impact: 'probe',
    promise: 'A completion that is declared text/plain is refused for its media type',
    accept: { codes: [415], words: '415' },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'CP-10',
    level: 'MUST',
    impact: 'probe',
    promise: 'A completion that is not well-formed JSON is refused as incomplete',
    accept: { codes: [400], words: '400' },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'CP-11',
    level: 'SHOULD',
    impact: 'destructive',
    promise: 'Of two completions at once with one token exactly one succeeds',
    accept: {
      codes: [...completed, ...raceLost],
      words: '200, 201 or 204 for one of the two, and 400, 401, 403, 404, 409 or 422 for the other',
    },
    source: 'owasp-forgot-password-token',
    dependsOn: [...validatedToken, 'CP-01', 'CP-05', 'RP-OK-09'],
  },
  {
    id: 'CP-12',
    level: 'SHOULD',
    impact: 'destructive',
    promise: 'A password in the shape of the published one is taken: lower-case letters and underscores',
    accept: { codes: completed, words: '200, 201 or 204' },
    source: 'complete-page',
    dependsOn: [...validatedToken, 'CP-01'],
  },
  {
    id: 'CP-13',
    level: 'SHOULD',
    impact: 'destructive',
    promise: 'A password of 64 characters, a space and a letter beyond ASCII among them, counts as a whole',
    accept: {
      codes: completed,
      words: '200, 201 or 204; then all of it logs in, and its first 63 characters get 400, 401, 403, 404 or 422',
    },
    source: 'owasp-password-strength',
    dependsOn: [...validatedToken, 'CP-01', 'LG-01'],
  },
  {
    id: 'CP-14',
    level: 'SHOULD',
    impact: 'destructive',
    promise: 'A password of seven characters is refused',
    accept: { codes: refused, words: '400 or 422' },
    source: 'owasp-password-strength',
    dependsOn: validatedToken,
  },
] as const satisfies readonly Clause[];
