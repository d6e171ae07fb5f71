import { type Stimulus, stimulus } from '../../harness/model/exchange.ts';
import type { Target } from '../../harness/model/target.ts';
import { bodyFor, good, path, post } from '../calls/reset-password.ts';

/** Good requests that differ from the plain one in form, one difference each: every one of them asks for a reset. */

const hasEffect = true;

export const emptyAuthorization = stimulus(
  'empty Authorization',
  (to) => good(to, { headers: { Authorization: '' } }),
  { hasEffect },
);

function declared(name: string, type: string): Stimulus {
  return stimulus(name, (to) => good(to, { headers: { 'Content-Type': type } }), { hasEffect });
}

export const withoutCharset = declared('application/json without charset', 'application/json');

/** RFC 9110 8.3.1: names are compared without case, and so is the charset; a value may be quoted. */
export const otherSpellings = [
  declared('media type in another case', 'Application/JSON; charset=utf-8'),
  declared("charset's name in another case", 'application/json; Charset=utf-8'),
  declared("charset's value in another case", 'application/json; charset=UTF-8'),
  declared('quoted charset', 'application/json; charset="utf-8"'),
] as const;

export const whiteSpace = stimulus(
  'white space around every token',
  (to) => post(`\r\n\t { \n "email"\t:\r\n ${JSON.stringify(to.accountEmail)} } \n`),
  { hasEffect },
);

function escapedBody(name: string, body: (to: Target) => string): Stimulus {
  return stimulus(name, (to) => post(body(to)), { hasEffect });
}

/** One escape in the whole body, by its place, and then all that there can be (RFC 8259 7). */
export const escapes = [
  escapedBody('an escape in the name', (to) => bodyFor(to.accountEmail).replace('"email"', '"\\u0065mail"')),
  escapedBody('an escape in the address', (to) => bodyFor(to.accountEmail).replace('@', '\\u0040')),
  escapedBody('escapes for all characters', (to) => `{"${escaped('email')}":"${escaped(to.accountEmail)}"}`),
];

/** The short form of a slash, which fits only an address with one. */
export const escapedSlash = escapedBody('a slash with its short escape', (to) =>
  bodyFor(to.accountEmail).replaceAll('/', '\\/'),
);

/** Every character as a \u escape. */
function escaped(text: string): string {
  return [...Array(text.length).keys()]
    .map((index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}

export const acceptJson = stimulus(
  'Accept: application/json',
  (to) => good(to, { headers: { Accept: 'application/json' } }),
  { hasEffect },
);

export const noAccept = stimulus('no Accept', (to) => good(to, { headers: { Accept: undefined } }), { hasEffect });

export const queryParameter = stimulus('an unrelated query parameter', (to) => good(to, { path: `${path}?q7vx2m=1` }), {
  hasEffect,
});

export const domainCase = stimulus(
  'domain in upper case',
  (to) => {
    const at = to.accountEmail.lastIndexOf('@');
    return post(bodyFor(to.accountEmail.slice(0, at) + to.accountEmail.slice(at).toUpperCase()));
  },
  { hasEffect },
);

export const overHttp2 = stimulus('HTTP/2', (to) => good(to), { hasEffect, overHttp2: true });

/** The authentication page lets callers add name and password to a request; the password here is nobody's. */
export const furtherMembers = [
  stimulus('a member that means nothing', (to) => post(withMembers(to, { q7vx2m: 1 })), { hasEffect }),
  stimulus(
    'username and password',
    (to) => post(withMembers(to, { username: to.accountEmail, password: 'Q7vx2m-not-a-password' })),
    { hasEffect },
  ),
];

function withMembers(to: Target, members: object): string {
  return JSON.stringify({ email: to.accountEmail, ...members });
}
