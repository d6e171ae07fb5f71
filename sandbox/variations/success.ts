import { randomUUID } from 'node:crypto';
import type { Behaviour, Variation } from '../behaviour.ts';
import { jsonBody, withHeaders, withJson } from '../message.ts';
import { randomHex } from '../state.ts';
import { all, granted, header, status, toApi, toReset, when } from '../when.ts';

/** The media type of successes, written in another way. */
const declaredAs = (type: string): Behaviour =>
  when(status(200), (answer) => withHeaders(answer, { 'Content-Type': type }));

/** Every letter of every string as an escape: the same JSON by RFC 8259 7. */
function escaped(json: string): string {
  return json.replace(/[a-z]/gi, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What a right answer may look like. */
export const successVariations: readonly Variation[] = [
  {
    id: 'unknown-gets-decoy',
    title: 'An address of no account gets an answer like a reset',
    strict: true,
    policy: { unknownAddress: 'decoy' },
  },
  {
    id: 'local-part-in-its-case',
    title: 'The part of the address before the @ is compared with its case',
    strict: true,
    policy: {
      isAccount: (email, { accountEmail }) => {
        const [local, domain] = accountEmail.split('@');
        const [givenLocal, givenDomain] = email.split('@');
        return givenLocal === local && givenDomain?.toLowerCase() === domain;
      },
    },
  },
  {
    id: 'success-has-more',
    title: 'A reset has further members and headers',
    strict: true,
    ...when(granted, (answer) =>
      withHeaders(
        withJson(answer, {
          ...(jsonBody(answer) as object),
          expires_in: 7200,
          links: { next: '/timp/organizations/complete-password/' },
        }),
        { 'X-Request-Id': randomUUID(), Vary: 'Accept' },
      ),
    ),
  },
  {
    id: 'pretty-printed',
    title: 'JSON is pretty-printed',
    strict: true,
    answer: (answer) => {
      const value = jsonBody(answer);
      return value === undefined ? answer : { ...answer, body: `${JSON.stringify(value, undefined, 4)}\n` };
    },
  },
  {
    id: 'json-escaped',
    title: 'The letters of a reset are JSON escapes',
    strict: true,
    ...when(granted, (answer) => ({ ...answer, body: escaped(answer.body.toString()) })),
  },
  {
    id: 'success-with-charset',
    title: 'The media type comes with a charset, in another case',
    strict: true,
    ...declaredAs('Application/JSON;charset=UTF-8'),
  },
  {
    id: 'charset-quoted',
    title: 'The charset is a quoted string, with white space before it',
    strict: true,
    ...declaredAs('application/json ; charset="utf-8"'),
  },
  {
    id: 'parameters-with-delimiters',
    title: 'The media type has an empty parameter, and one that holds a semicolon and a comma',
    strict: true,
    ...declaredAs('application/json; profile="a;b,c";'),
  },
  {
    id: 'cache-control-in-full',
    title: 'Cache-Control says no-store among other things',
    strict: true,
    ...when(status(200), (answer) =>
      withHeaders(answer, { 'Cache-Control': 'No-Store, no-cache, must-revalidate, max-age=0', Pragma: 'no-cache' }),
    ),
  },
  {
    id: 'headers-where-they-count',
    title: 'Only resets say no-store, and only 200, 400 and 422 say nosniff',
    strict: true,
    answer: (answer, request, context) =>
      withHeaders(answer, {
        ...(granted(request, answer, context) ? {} : { 'Cache-Control': undefined }),
        ...([200, 400, 422].includes(answer.status) ? {} : { 'X-Content-Type-Options': undefined }),
      }),
  },
  {
    id: 'nosniff-twice',
    title: 'X-Content-Type-Options is set by the application and by the gateway again',
    strict: true,
    answer: (answer) => withHeaders(answer, { 'X-Content-Type-Options': 'nosniff, nosniff' }),
  },
  {
    id: 'security-headers',
    title: 'Answers have every header that hardening guides ask for',
    strict: true,
    ...when(toApi, (answer) =>
      withHeaders(answer, {
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'NoSniff',
        'X-Frame-Options': 'DENY',
        'Permissions-Policy': 'geolocation=()',
        'Cross-Origin-Resource-Policy': 'same-origin',
      }),
    ),
  },
  {
    id: 'cookie-for-http-alone',
    title: 'A reset sets a cookie that scripts can not read',
    strict: true,
    ...when(granted, (answer) =>
      withHeaders(answer, { 'Set-Cookie': `route=${randomHex(8)}; path=/; secure; httponly; samesite=lax` }),
    ),
  },
  {
    id: 'accept-is-judged',
    title: 'A reset that accepts no JSON is answered 406',
    strict: true,
    ...when(all(toReset, granted, header('Accept', /^(?:text\/html|application\/xml)$/)), (answer) =>
      withHeaders({ ...answer, status: 406, body: '' }, { 'Content-Type': undefined }),
    ),
  },
];
