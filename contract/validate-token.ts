import { refused, tokenRefused } from './answers.ts';
import type { Clause } from './clause.ts';
import { freshToken } from './foundations.ts';

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
      except: { 'token of 4 kB': [400, 401, 403, 413, 414, 422] },
      words: '400, 401, 403 or 422; also 413 or 414 for the long one',
    },
    source: 'validate-page',
    dependsOn: [],
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
    accept: { codes: tokenRefused, words: '400, 401, 403 or 422' },
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
] as const satisfies readonly Clause[];
