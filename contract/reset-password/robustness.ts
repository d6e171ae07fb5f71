import { aReset, handled, handledInWords, hostileRefused, resetSchema } from '../answers.ts';
import type { Clause } from '../clause.ts';
import { plainReset } from '../foundations.ts';

/** Clauses on single inputs that generated input meets again. */
const singleInputs = ['RP-400-01', 'RP-400-03', 'RP-400-04', 'RP-400-05', 'RP-400-06', 'RP-400-07'] as const;

/** A 200 to a string is judged as a reset for that address. */
const anyAddress = ['RP-OK-02', 'RP-422-01'] as const;

/** What hostile content does. */
export const robustness = [
  {
    id: 'RP-ROB-01',
    level: 'MUST',
    impact: 'hostile',
    promise: 'Any JSON value as the body is dealt with',
    accept: {
      codes: handled,
      success: resetSchema,
      words: '400, 403, 413 or 422; a reset only where email is a string',
    },
    source: 'rfc9110-15.6',
    dependsOn: [...singleInputs, ...anyAddress, 'RP-ROB-02', 'RP-ROB-06', 'RP-ROB-08'],
  },
  {
    id: 'RP-ROB-02',
    level: 'MUST',
    impact: 'hostile',
    promise: 'Any string as email is dealt with',
    accept: {
      codes: handled,
      success: resetSchema,
      words: handledInWords,
    },
    source: 'owasp-input-validation',
    dependsOn: ['RP-400-04', 'RP-400-07', ...anyAddress, 'RP-ROB-06', 'RP-ROB-07'],
  },
  {
    id: 'RP-ROB-03',
    level: 'MUST',
    impact: 'hostile',
    promise: 'Any bytes that are no JSON in UTF-8 are dealt with',
    accept: {
      codes: [...handled, 415],
      success: resetSchema,
      words: '400, 403, 413, 415 or 422; a reset only where an unknown address gets one',
    },
    source: 'rfc8259-8.1',
    dependsOn: ['RP-400-03', ...anyAddress, 'RP-ROB-10'],
  },
  {
    id: 'RP-ROB-04',
    level: 'MUST',
    impact: 'hostile',
    promise: 'An address of 321 characters is dealt with, one of 64 KiB or of 1 MiB is refused',
    accept: {
      // The RFCs name least sizes that are taken, not greatest (RFC 5321, 4.5.3.1).
      codes: handled,
      except: { 'an address of 64 KiB': hostileRefused, 'an address of 1 MiB': hostileRefused },
      success: resetSchema,
      words:
        '400, 403, 413 or 422; for 321 characters also a reset where an unknown address gets one; ' +
        'from 64 KiB on also a connection that is closed early',
    },
    source: 'owasp-denial-of-service',
    dependsOn: anyAddress,
  },
  {
    id: 'RP-ROB-05',
    level: 'MUST',
    impact: 'hostile',
    promise: 'Ten thousand levels of nesting are refused, as the body and as the value of email',
    accept: { codes: hostileRefused, words: '400, 403, 413 or 422' },
    source: 'rfc8259-9',
    dependsOn: ['RP-400-05', 'RP-400-06'],
  },
  {
    id: 'RP-ROB-06',
    level: 'MUST',
    impact: 'hostile',
    promise: 'NUL, control characters, lone surrogates and direction marks in the address are dealt with',
    accept: {
      codes: handled,
      success: resetSchema,
      words: handledInWords,
    },
    source: 'owasp-input-validation',
    dependsOn: [...anyAddress],
  },
  {
    id: 'RP-ROB-07',
    level: 'MUST',
    impact: 'hostile',
    promise: 'Query operators and injections are taken as plain text or refused',
    accept: {
      codes: handled,
      success: resetSchema,
      words: `${handledInWords}, and never for an object`,
    },
    source: 'owasp-injection',
    dependsOn: ['RP-400-05', ...anyAddress],
  },
  {
    id: 'RP-ROB-08',
    level: 'MUST',
    impact: 'hostile',
    promise: 'Members that name the prototype change nothing, in their own request or a later one',
    accept: {
      codes: handled,
      success: resetSchema,
      words: '400, 403, 413, 422 or a reset that is asked for; then a good request gets 200 and {} gets 400',
    },
    source: 'owasp-prototype-pollution',
    dependsOn: [...plainReset, 'RP-400-01', 'RP-422-01', 'RP-OK-08'],
  },
  {
    id: 'RP-ROB-09',
    level: 'MUST',
    impact: 'hostile',
    promise: 'An object that names email twice is dealt with',
    accept: {
      codes: handled,
      success: resetSchema,
      words: handledInWords,
    },
    source: 'rfc8259-4',
    dependsOn: [...anyAddress, 'RP-400-04'],
  },
  {
    id: 'RP-ROB-10',
    level: 'MUST',
    impact: 'hostile',
    promise: 'A byte order mark before the body is dealt with',
    accept: {
      codes: handled,
      success: resetSchema,
      words: handledInWords,
    },
    source: 'rfc8259-8.1',
    dependsOn: anyAddress,
  },
  {
    id: 'RP-ROB-11',
    level: 'MUST',
    impact: 'hostile',
    promise: 'After all hostile input the service still serves',
    accept: { ...aReset, words: '200 with a reset after each hostile clause' },
    source: 'rfc9110-15.6',
    dependsOn: [...plainReset, 'RP-ROB-08', 'RP-OK-08'],
  },
] as const satisfies readonly Clause[];
