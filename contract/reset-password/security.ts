import { refused, resetSchema } from '../answers.ts';
import type { Clause } from '../clause.ts';
import { plainReset } from '../foundations.ts';

/** What keeps a reset from helping the wrong person. */
export const security = [
  {
    id: 'RP-SEC-01',
    level: 'SHOULD',
    impact: 'reset',
    promise: 'No cache keeps an answer that holds a token',
    accept: { words: 'Cache-Control has no-store on every answer with a token' },
    source: 'rfc9111-5.2.2.5',
    dependsOn: [],
    invariant: true,
  },
  {
    id: 'RP-SEC-02',
    level: 'SHOULD',
    impact: 'reset',
    promise: 'Tokens are long, random, and not made from clock, counter or address',
    accept: {
      words:
        'over 10 different tokens or more: 20 characters or more, an estimated 64 bits or more in the places that ' +
        'vary, no sequence, no mere encoding of clock, counter or address',
    },
    source: 'owasp-session-entropy',
    dependsOn: [...plainReset, 'RP-OK-09'],
  },
  {
    id: 'RP-SEC-03',
    level: 'SHOULD',
    impact: 'probe',
    promise: 'The answers of the application forbid browsers to guess the media type',
    accept: { words: 'X-Content-Type-Options: nosniff on every 200, 400 and 422' },
    source: 'fetch-nosniff',
    dependsOn: [],
    invariant: true,
  },
  {
    id: 'RP-SEC-04',
    level: 'SHOULD',
    impact: 'reset',
    promise: 'Over https the service pins itself to https',
    accept: {
      words: 'Strict-Transport-Security with a max-age above 0 on the answer to a reset; not applicable over http',
    },
    source: 'rfc6797-7.1',
    dependsOn: [],
  },
  {
    id: 'RP-SEC-05',
    level: 'MAY',
    impact: 'probe',
    promise: 'No header tells the version of the software behind the service',
    accept: { words: 'an observation: Server and X-Powered-By' },
    source: 'owasp-headers',
    dependsOn: [],
  },
  {
    id: 'RP-SEC-06',
    level: 'SHOULD',
    impact: 'probe',
    promise: 'A foreign origin is not let in together with credentials',
    accept: { words: 'Access-Control-Allow-Origin does not reflect it beside Allow-Credentials; or 403' },
    source: 'fetch-cors',
    dependsOn: [],
  },
  {
    id: 'RP-SEC-07',
    level: 'SHOULD',
    impact: 'reset',
    promise: 'A forged X-Forwarded-Host, or host in Forwarded, shows up nowhere in the answer',
    accept: {
      codes: [200, 400, 403, 421],
      success: resetSchema,
      words: 'the forged host is neither in a header nor in the body; or 400, 403, 421',
    },
    source: 'owasp-forgot-password',
    dependsOn: plainReset,
  },
  {
    id: 'RP-SEC-08',
    level: 'MAY',
    impact: 'reset',
    promise: 'Bursts are limited, and Retry-After says for how long',
    accept: { words: 'an observation: whether 429 came, and its Retry-After' },
    source: 'owasp-forgot-password',
    dependsOn: ['RP-ROB-13'],
  },
  {
    id: 'RP-SEC-09',
    level: 'SHOULD',
    impact: 'reset',
    promise: 'A cookie, where one is set, is Secure over https and HttpOnly',
    accept: {
      words:
        'Secure (over https) on every Set-Cookie, and HttpOnly but on those that scripts or load balancers read ' +
        '(csrftoken, XSRF-TOKEN, AWSALB*, __cf*)',
    },
    source: 'rfc6265-4.1.2',
    dependsOn: [],
    invariant: true,
  },
  {
    id: 'RP-SEC-10',
    level: 'SHOULD',
    impact: 'reset',
    promise: 'The token stands in the body alone',
    accept: { words: 'no response header holds a token' },
    source: 'owasp-forgot-password-token',
    dependsOn: [],
    invariant: true,
  },
  {
    id: 'RP-SEC-11',
    level: 'SHOULD',
    impact: 'probe',
    promise: 'Over https the service speaks TLS 1.2 or later alone, under a certificate that verifies and lasts',
    accept: {
      words:
        'TLS 1.2 or later, no earlier version for a client that offers nothing better, a verified certificate with ' +
        '14 days or a third of its life left; not applicable over http',
    },
    source: 'rfc9325-3.1.1',
    dependsOn: [],
  },
  {
    id: 'RP-SEC-12',
    level: 'SHOULD',
    impact: 'probe',
    promise: 'An address that equals that of the account only after Unicode case mapping is another one',
    accept: { codes: [...refused, 403], words: '400, 403 or 422; not applicable where unknown addresses get 200' },
    source: 'cve-2019-19844',
    dependsOn: ['RP-422-01'],
  },
  {
    id: 'RP-SEC-14',
    level: 'SHOULD',
    impact: 'probe',
    promise: 'What is served over https is not served over http on port 80 too',
    accept: {
      words:
        'a closed port, a redirect to https, or a 4xx other than 422; not applicable over http, and where BASE_URL ' +
        'names a port',
    },
    source: 'owasp-transport-security',
    dependsOn: [],
  },
  {
    id: 'RP-SEC-13',
    level: 'MAY',
    impact: 'reset',
    promise: 'The token goes to whoever names the address, as documented and against what OWASP advises',
    accept: { words: 'an observation: whether the answer holds a token' },
    source: 'owasp-forgot-password',
    dependsOn: plainReset,
  },
] as const satisfies readonly Clause[];
