import { resetSchema } from '../answers.ts';
import type { Clause } from '../clause.ts';
import { plainReset } from '../foundations.ts';

/** Whom a reset is for. */
export const identifier = [
  {
    id: 'RP-422-01',
    level: 'MUST',
    impact: 'probe',
    promise: 'An address of no account is refused, or gets what looks like a reset',
    accept: { codes: [200, 422], success: resetSchema, words: '422; or 200 with a body that looks like a reset' },
    source: 'response-codes',
    dependsOn: ['RP-OK-02'],
  },
  {
    id: 'RP-422-02',
    level: 'MAY',
    impact: 'probe',
    promise: 'Known and unknown addresses get answers of the same look',
    accept: { words: "an observation: status, headers' names, shape of the body" },
    source: 'owasp-forgot-password',
    dependsOn: [...plainReset, 'RP-422-01'],
  },
  {
    id: 'RP-422-03',
    level: 'MAY',
    impact: 'probe',
    promise: 'Known and unknown addresses get answers in the same time',
    accept: { words: 'an observation: p value and effect size of a rank test over interleaved samples' },
    source: 'owasp-forgot-password',
    dependsOn: [...plainReset, 'RP-422-01'],
  },
] as const satisfies readonly Clause[];
