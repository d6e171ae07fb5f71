import { resetSchema } from '../answers.ts';
import type { Clause } from '../clause.ts';
import { plainReset } from '../foundations.ts';

/** What an Authorization header does to a call that needs none. */
export const credentials = [
  {
    id: 'RP-401-01',
    level: 'MUST',
    impact: 'reset',
    promise: 'An auth token that nobody was given is ignored or refused',
    accept: { codes: [200, 400, 401, 403], success: resetSchema, words: '200 with a reset, 400, 401 or 403' },
    source: 'authentication-page',
    dependsOn: plainReset,
  },
  {
    id: 'RP-401-02',
    level: 'MUST',
    impact: 'reset',
    promise: 'An Authorization header that is malformed is ignored or refused',
    accept: {
      codes: [200, 400, 401, 403],
      except: { 'Authorization of 8 kB': [200, 400, 401, 403, 413, 431] },
      success: resetSchema,
      words: '200 with a reset, 400, 401 or 403; also 413 or 431 for the long one',
    },
    source: 'response-codes',
    dependsOn: plainReset,
  },
  {
    id: 'RP-401-03',
    level: 'MUST',
    impact: 'reset',
    promise: 'Every 401 says in WWW-Authenticate how to authenticate',
    accept: { words: 'WWW-Authenticate is present on every 401; not applicable where none was seen' },
    source: 'rfc9110-15.5.2',
    dependsOn: [],
    invariant: true,
  },
] as const satisfies readonly Clause[];
