import { randomUUID } from 'node:crypto';
import { type Behaviour, variation, type Variation } from '../behaviour.ts';
import { jsonBody, withHeaders, withJson } from '../message.ts';
import { randomHex } from '../state.ts';
import { all, granted, header, status, toApi, toReset, toValidate, when, type Where } from '../when.ts';

/** Successes with another spelling of the media type. */
const declaredAs = (type: string): Behaviour =>
  when(status(200), (answer) => withHeaders(answer, { 'Content-Type': type }));

/** An answer that holds a token, or says whether one is good. */
const tellsOfToken: Where = (...seen) => granted(...seen) || toValidate(...seen);

/** Replaces every letter by its escape, which is the same JSON (RFC 8259 7). */
function escaped(json: string): string {
  return json.replace(/[a-z]/gi, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Variations of answers to a reset that succeeds, and of its headers. */
export const successVariations: readonly Variation[] = [
  variation('unknown-gets-decoy', 'An address of no account gets an answer like a reset', {
    policy: { unknownAddress: 'decoy' },
  }),
  variation('local-part-in-its-case', 'The part of the address before the @ is compared with its case', {
    policy: {
      isAccount: (email, { accountEmail }) => {
        const [local, domain] = accountEmail.split('@');
        const [givenLocal, givenDomain] = email.split('@');
        return givenLocal === local && givenDomain?.toLowerCase() === domain;
      },
    },
  }),
  variation(
    'success-has-more',
    'A reset has further members and headers',
    when(granted, (answer) =>
      withHeaders(
        withJson(answer, {
          ...(jsonBody(answer) as object),
          expires_in: 7200,
          links: { next: '/timp/organizations/complete-password/' },
        }),
        { 'X-Request-Id': randomUUID(), Vary: 'Accept' },
      ),
    ),
  ),
  variation('pretty-printed', 'JSON is pretty-printed', {
    answer: (answer) => {
      const value = jsonBody(answer);
      return value === undefined ? answer : { ...answer, body: `${JSON.stringify(value, undefined, 4)}\n` };
    },
  }),
  variation(
    'json-escaped',
    'The letters of a reset are JSON escapes',
    when(granted, (answer) => ({ ...answer, body: escaped(answer.body.toString()) })),
  ),
  variation(
    'success-with-charset',
    'The media type comes with a charset, in another case',
    declaredAs('Application/JSON;charset=UTF-8'),
  ),
  variation(
    'charset-quoted',
    'The charset is a quoted string, with white space before it',
    declaredAs('application/json ; charset="utf-8"'),
  ),
  variation(
    'parameters-with-delimiters',
    'The media type has an empty parameter, and one that holds a semicolon and a comma',
    declaredAs('application/json; profile="a;b,c";'),
  ),
  variation(
    'cache-control-in-full',
    'Cache-Control says no-store among other things',
    when(status(200), (answer) =>
      withHeaders(answer, { 'Cache-Control': 'No-Store, no-cache, must-revalidate, max-age=0', Pragma: 'no-cache' }),
    ),
  ),
  variation(
    'headers-where-they-count',
    'Only resets and validations say no-store, and only 200, 400 and 422 say nosniff',
    {
      answer: (answer, request, context) =>
        withHeaders(answer, {
          ...(tellsOfToken(request, answer, context) ? {} : { 'Cache-Control': undefined }),
          ...([200, 400, 422].includes(answer.status) ? {} : { 'X-Content-Type-Options': undefined }),
        }),
    },
  ),
  variation('nosniff-twice', 'X-Content-Type-Options is set by the application and by the gateway again', {
    answer: (answer) => withHeaders(answer, { 'X-Content-Type-Options': 'nosniff, nosniff' }),
  }),
  variation(
    'security-headers',
    'Answers have every header that hardening guides ask for',
    when(toApi, (answer) =>
      withHeaders(answer, {
        'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'NoSniff',
        'X-Frame-Options': 'DENY',
        'Permissions-Policy': 'geolocation=()',
        'Cross-Origin-Resource-Policy': 'same-origin',
      }),
    ),
  ),
  variation(
    'cookie-for-http-alone',
    'A reset sets a cookie that scripts can not read',
    when(granted, (answer) =>
      withHeaders(answer, { 'Set-Cookie': `route=${randomHex(8)}; path=/; secure; httponly; samesite=lax` }),
    ),
  ),
  variation(
    'cookies-for-scripts',
    'A reset sets a cookie that scripts send back against forgery',
    when(granted, (answer) =>
      withHeaders(answer, { 'Set-Cookie': `csrftoken=${randomHex(16)}; Path=/; Secure; SameSite=Lax` }),
    ),
  ),
  variation(
    'cookie-of-load-balancer',
    'A load balancer sets a cookie that scripts can read',
    when(toApi, (answer) => withHeaders(answer, { 'Set-Cookie': `AWSALB=${randomHex(32)}; Path=/; Secure` })),
  ),
  variation(
    'html-for-browsers',
    'A client that accepts HTML alone gets a page in place of a reset in JSON',
    when(all(granted, header('Accept', 'text/html')), (answer) =>
      withHeaders(
        { ...answer, body: '<!DOCTYPE html><title>Reset</title><p>Your password can be reset now.</p>' },
        { 'Content-Type': 'text/html; charset=utf-8' },
      ),
    ),
  ),
  variation(
    'accept-is-judged',
    'A reset that accepts no JSON is answered 406',
    when(all(toReset, granted, header('Accept', /^(?:text\/html|application\/xml)$/)), (answer) =>
      withHeaders({ ...answer, status: 406, body: '' }, { 'Content-Type': undefined }),
    ),
  ),
];
