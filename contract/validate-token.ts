import { refused, tokenRefused } from './answers.ts';
import type { Clause } from './clause.ts';
import { freshToken, validatedToken } from './foundations.ts';

/** `GET …/complete-password/?token=…` */
export const validateToken = [
  {
    id: 'VT-01',
    level: 'MUST',
    impact: 'reset',
    promise: 'A token that was just issued is valid, asked for in the form of the published sample',
    accept: { codes: [200, 204], words: '200 or 204' },
    source: 'validate-page',
    dependsOn: freshToken,
  },
  {
    id: 'VT-02',
    level: 'MUST',
    impact: 'probe',
    promise: 'Validating without a token is refused',
    accept: { codes: refused, words: '400 or 422' },
    source: 'validate-page',
    dependsOn: [],
  },
  {
    id: 'VT-03',
    level: 'MUST',
    impact: 'probe',
    promise: 'A token that was never issued, an empty one and one of 4 kB are not valid',
    accept: {
      codes: tokenRefused,
      except: { 'token of 4 kB': [...tokenRefused, 413, 414] },
      words: '400, 401, 403, 404 or 422; also 413 or 414 for the long one',
    },
    source: 'validate-page',
    // A 404 counts only where a good token shows that the call is there.
    dependsOn: validatedToken,
  },
  {
    id: 'VT-04',
    level: 'MUST',
    impact: 'reset',
    promise: 'A token that was validated is still valid',
    accept: { codes: [200, 204], words: '200 or 204 both times' },
    source: 'rfc9110-9.2.1',
    dependsOn: [...freshToken, 'VT-01'],
  },
  {
    id: 'VT-05',
    level: 'MUST',
    impact: 'reset',
    promise: 'A minute after its two hours a token is no longer valid, validated in between or not',
    accept: { codes: tokenRefused, words: '400, 401, 403, 404 or 422' },
    source: 'reset-page',
    dependsOn: [...freshToken, 'VT-01', 'VT-03', 'VT-04'],
  },
  {
    id: 'VT-06',
    level: 'MUST',
    impact: 'reset',
    promise: 'A minute before its two hours are over a token is still valid',
    accept: { codes: [200, 204], words: '200 or 204' },
    source: 'reset-page',
    dependsOn: [...freshToken, 'VT-01', 'VT-04'],
  },
  {
    id: 'VT-07',
    level: 'SHOULD',
    impact: 'reset',
    promise: 'No cache answers whether a token is valid, since it would say so of a spent one too',
    accept: {
      codes: [200, 204],
      words: 'Cache-Control with no-store, or with private or no-cache and nothing that keeps the answer fresh',
    },
    source: 'rfc9111-5.2.2.5',
    dependsOn: validatedToken,
  },
  {
    id: 'VT-08',
    level: 'MUST',
    impact: 'destructive',
    promise: 'A token that was completed with is no longer valid',
    accept: { codes: tokenRefused, words: '400, 401, 403, 404 or 422' },
    source: 'validate-page',
    dependsOn: [...validatedToken, 'VT-03', 'CP-01'],
  },
] as const satisfies readonly Clause[];
