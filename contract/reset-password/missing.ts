import { refused } from '../answers.ts';
import type { Clause } from '../clause.ts';

/** What a request lacks, or brings in a form that can't be used. */
export const missing = [
  {
    id: 'RP-400-01',
    level: 'MUST',
    impact: 'probe',
    promise: 'An object without email is refused as incomplete',
    accept: { codes: [400], words: '400' },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'RP-400-02',
    level: 'MUST',
    impact: 'probe',
    promise: 'A body without content that is declared as JSON is refused as incomplete',
    accept: {
      codes: [400],
      except: { 'empty body without a length': [400, 411] },
      words: '400; also 411 where no length is declared',
    },
    source: 'response-codes',
    dependsOn: ['RP-400-01'],
  },
  {
    id: 'RP-400-03',
    level: 'MUST',
    impact: 'probe',
    promise: 'A body that is not well-formed JSON is refused as incomplete',
    accept: {
      codes: [400],
      except: { 'NaN as a value': refused },
      // RFC 8259, 9 lets a parser take extensions of the grammar, and NaN is one that common parsers take.
      words: '400; also 422 for NaN as the value of email',
    },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'RP-400-04',
    level: 'MUST',
    impact: 'probe',
    promise: 'An email that is null, empty or blank is refused',
    accept: { codes: refused, words: '400 or 422' },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'RP-400-05',
    level: 'MUST',
    // The values that hold the account's address: only they show whether what is inside gets a reset.
    impact: 'reset',
    promise: 'An email that is no string is refused, also one that holds the address of the account',
    accept: { codes: refused, words: '400 or 422' },
    source: 'cve-2023-7028',
    dependsOn: ['RP-OK-05'],
  },
  {
    id: 'RP-400-06',
    level: 'MUST',
    // The bodies that hold the account's address, for the same reason.
    impact: 'reset',
    promise: 'A JSON body that is no object is refused',
    accept: { codes: refused, words: '400 or 422' },
    source: 'reset-page',
    dependsOn: ['RP-OK-05'],
  },
  {
    id: 'RP-400-07',
    level: 'MUST',
    impact: 'probe',
    promise: 'A string that is no e-mail address is refused',
    accept: { codes: refused, words: '400 or 422' },
    source: 'response-codes',
    dependsOn: [],
  },
  {
    id: 'RP-400-08',
    level: 'MUST',
    impact: 'probe',
    promise: 'An address in the query does not stand in for email in the body',
    accept: { codes: [400], words: '400' },
    source: 'reset-page',
    dependsOn: ['RP-400-01'],
  },
  {
    id: 'RP-400-09',
    level: 'MUST',
    impact: 'probe',
    promise: 'An address under the name of another member does not stand in for email',
    accept: { codes: [400], words: '400' },
    source: 'reset-page',
    dependsOn: ['RP-400-01'],
  },
] as const satisfies readonly Clause[];
