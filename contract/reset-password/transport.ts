import { clientErrors, limitingCodes } from '../documented.ts';
import { aReset, handled, hostileRefused, resetSchema } from '../answers.ts';
import type { Clause } from '../clause.ts';
import { plainReset } from '../foundations.ts';

/**
 * Any refusal for the client's fault fits a request of unusual size (RFC 9110, 5.4), but those that say that something
 * else is wrong with it.
 */
const oversizedRefused = clientErrors.filter((code) => ![405, 409, 415].includes(code) && !limitingCodes.has(code));

/** What the message syntax, the connection and the load do. */
export const transport = [
  {
    id: 'RP-ROB-12',
    level: 'MUST',
    impact: 'reset',
    promise: 'A connection serves a good request after a refused one, whatever it was refused for',
    accept: {
      ...aReset,
      words:
        '200 with a reset after 400, 405, 415 and 422; not applicable where the server closes after a whole answer',
    },
    source: 'rfc9112-9.3',
    dependsOn: plainReset,
  },
  {
    id: 'RP-ROB-13',
    level: 'SHOULD',
    impact: 'reset',
    promise: 'Twenty requests at once are each served, or limited',
    accept: {
      codes: [200, 429],
      success: resetSchema,
      words: '200 with a reset, 429, or 503 with Retry-After, for each',
    },
    source: 'rfc6585-4',
    dependsOn: [...plainReset, 'RP-OK-08'],
  },
  {
    id: 'RP-ROB-14',
    level: 'MUST',
    impact: 'hostile',
    promise: 'A body that is gzip, only claims to be, or has an unknown coding is dealt with',
    accept: {
      codes: [...handled, 415],
      success: resetSchema,
      words: '400, 403, 413, 415 or 422; a reset only where an unknown address gets one',
    },
    source: 'rfc9110-8.4',
    dependsOn: ['RP-OK-02', 'RP-422-01'],
  },
  {
    id: 'RP-ROB-15',
    level: 'MUST',
    impact: 'reset',
    promise: 'A client that accepts only HTML or XML gets JSON all the same, what it asks for, or is told so',
    accept: {
      codes: [200, 406],
      success: resetSchema,
      words: '200 with a reset under application/json, 200 in the type that was asked for, or 406',
    },
    source: 'rfc9110-12.5.1',
    dependsOn: plainReset,
  },
  {
    id: 'RP-ROB-16',
    level: 'MUST',
    impact: 'hostile',
    promise: 'A chunked body, and one announced by Expect: 100-continue, are taken',
    accept: {
      codes: [200],
      except: { 'Expect: 100-continue': [200, 417] },
      success: resetSchema,
      words: '200 with a reset, be it one chunk or many; also 417 for Expect: 100-continue',
    },
    source: 'rfc9112-7.1',
    dependsOn: [...plainReset],
  },
  {
    id: 'RP-ROB-17',
    level: 'MUST',
    impact: 'hostile',
    promise: 'A request target of 16 KiB and a request of 200 headers are taken or refused in an orderly way',
    accept: {
      codes: [200, ...oversizedRefused],
      success: resetSchema,
      words: '200 with a reset, or any 4xx but 405, 409 and 415',
    },
    source: 'rfc9110-5.4',
    dependsOn: [...plainReset, 'RP-OK-14'],
  },
  {
    id: 'RP-ROB-18',
    level: 'SHOULD',
    impact: 'hostile',
    promise: 'Two lengths that differ, and white space before a colon in the header, are refused',
    accept: { codes: [400], words: '400, or a connection that is closed' },
    source: 'rfc9112-5.1',
    dependsOn: [],
  },
  {
    id: 'RP-ROB-19',
    level: 'SHOULD',
    impact: 'reset',
    promise: 'A body that is not UTF-8 is refused although it holds the address of the account',
    accept: { codes: [...hostileRefused, 415], words: '400, 403, 413, 415 or 422' },
    source: 'rfc8259-8.1',
    dependsOn: ['RP-400-03', 'RP-ROB-03', 'RP-OK-05'],
  },
  {
    id: 'RP-ROB-20',
    level: 'SHOULD',
    impact: 'hostile',
    promise: 'A request without Host, or with two of them, is refused',
    accept: { codes: [400, 403, 421], words: '400, 403, 421, or a connection that is closed' },
    source: 'rfc9112-3.2',
    dependsOn: [],
  },
  {
    id: 'RP-ROB-21',
    level: 'SHOULD',
    impact: 'hostile',
    promise: 'Ambiguous framing smuggles nothing: a coding beside a length, bad codings and chunks, folded lines',
    accept: {
      codes: [200, 400, 403, 422, 501],
      success: resetSchema,
      words: '400, 403, 501, what the unknown address gets, or a connection that is closed; one answer at most',
    },
    source: 'rfc9112-6.1',
    dependsOn: ['RP-OK-02', 'RP-422-01'],
  },
] as const satisfies readonly Clause[];
