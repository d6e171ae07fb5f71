import { resetSchema } from '../answers.ts';
import type { Clause } from '../clause.ts';
import { plainReset } from '../foundations.ts';

/** Where the call lives, and where it does not. */
export const url = [
  {
    id: 'RP-404-01',
    level: 'MUST',
    impact: 'probe',
    promise: 'A path beside the call that names nothing is not found',
    accept: { codes: [404], words: '404' },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'RP-404-02',
    level: 'MUST',
    impact: 'probe',
    promise: 'A path below the call that names nothing is not found',
    accept: { codes: [404], words: '404' },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'RP-404-03',
    level: 'MUST',
    impact: 'reset',
    promise: 'The path without its last slash is the call, is not found, or leads to the path with the slash',
    accept: {
      codes: [200, 301, 307, 308, 404],
      success: resetSchema,
      words: '200 with a reset; 404; or 301, 307, 308 to the path with the slash on the same origin',
    },
    source: 'response-codes',
    dependsOn: plainReset,
  },
] as const satisfies readonly Clause[];
