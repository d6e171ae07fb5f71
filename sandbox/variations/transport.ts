import { paths } from '../application.ts';
import { variation, type Variation } from '../behaviour.ts';
import { mediaTypeOf, withHeaders, type SandboxAnswer } from '../message.ts';
import { all, asIf, body, granted, header, method, toApi, toReset, toResetByPost, when, type Where } from '../when.ts';

const withoutSlash: Where = ({ path }) => path === paths.resetPassword.slice(0, -1);
const noContent =
  (code: number, headers: Readonly<Record<string, string>> = {}) =>
  (answer: SandboxAnswer) =>
    withHeaders({ ...answer, status: code, body: '' }, { 'Content-Type': undefined, ...headers });
const credentials = header('Authorization', /\S/);
const foreign: Where = ({ headers }) => headers.origin !== undefined;
const forged: Where = ({ headers }) => headers['x-forwarded-host'] !== undefined;
const options = all(toReset, method('OPTIONS'));
const noLength: Where = all(
  toReset,
  method('POST'),
  body(''),
  ({ headers }) => headers['content-length'] === undefined && headers['transfer-encoding'] === undefined,
);
const large: Where = ({ tooLarge }) => tooLarge;

/** Variations of web servers, gateways and routers. */
export const transportVariations: readonly Variation[] = [
  variation(
    'no-slash-moved',
    'The path without its slash redirects by 301',
    when(withoutSlash, noContent(301, { Location: paths.resetPassword })),
  ),
  variation(
    'no-slash-308',
    'The path without its slash redirects by 308, to the whole URL',
    when(withoutSlash, (answer, { headers }) =>
      noContent(308, { Location: `http://${headers.host ?? ''}${paths.resetPassword}` })(answer),
    ),
  ),
  variation(
    'no-slash-307',
    'The path without its slash redirects by 307',
    when(withoutSlash, noContent(307, { Location: paths.resetPassword })),
  ),
  variation(
    'no-slash-works',
    'The path without its slash is the call',
    when(
      withoutSlash,
      asIf(() => ({ path: paths.resetPassword })),
    ),
  ),
  variation('path-case-ignored', 'Paths are compared without case', {
    request: (request) => ({ ...request, path: request.path.toLowerCase() }),
  }),
  variation('headers-in-lower-case', 'Header names are in lower case', {
    answer: (answer) => ({
      ...answer,
      headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value])),
    }),
  }),
  variation('headers-in-capitals', 'Header names are in capitals', {
    answer: (answer) => ({
      ...answer,
      headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toUpperCase(), value])),
    }),
  }),
  variation(
    'connection-closed',
    'The connection is closed after each answer',
    when(toApi, (answer) => withHeaders(answer, { Connection: 'close' })),
  ),
  variation('answers-chunked', 'Answers are chunked', {
    write: (answer, request, { response }) => {
      if (request.method === 'HEAD' || answer.status === 204) return false;
      response.writeHead(answer.status, answer.headers);
      response.write(answer.body.slice(0, 3));
      response.end(answer.body.slice(3));
      return true;
    },
  }),
  variation('early-hints', 'An interim response comes before each answer', {
    write: (_answer, request, { socket }) => {
      if (request.method !== 'HEAD')
        socket.write('HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n');
      return false;
    },
  }),
  variation('slower', 'Answers take 2 to 8 ms', { delayMs: ({ number }) => 2 + (number % 7) }),
  variation('options-204', 'OPTIONS is answered 204', when(options, noContent(204, { Allow: 'POST, OPTIONS' }))),
  variation(
    'options-200',
    'OPTIONS is answered 200 with a description',
    when(options, (answer) =>
      withHeaders({ ...answer, status: 200, body: '{"name":"Reset Password"}' }, { Allow: 'POST, OPTIONS' }),
    ),
  ),
  variation(
    'stranger-401',
    'A token of nobody is answered 401',
    when(all(toResetByPost, credentials), (answer) =>
      withHeaders(
        { ...answer, status: 401, body: '' },
        { 'Content-Type': undefined, 'WWW-Authenticate': 'Token realm="timp"' },
      ),
    ),
  ),
  variation('stranger-400', 'Credentials are answered 400', when(all(toResetByPost, credentials), noContent(400))),
  variation(
    'large-authorization-431',
    'A large Authorization is answered 431',
    when(header('Authorization', /x{4000}/), noContent(431)),
  ),
  variation(
    'untyped-400',
    'A body without a media type is answered 400',
    when(
      all(toResetByPost, (request) => mediaTypeOf(request) === undefined),
      (answer) => ({ ...answer, status: 400 }),
    ),
  ),
  variation('length-required', 'A POST without a length is answered 411', when(noLength, noContent(411))),
  variation(
    'large-400',
    'A large body is answered 400',
    when(large, (answer) => ({ ...answer, status: 400 })),
  ),
  variation('large-cut-off', 'The connection of a large body is closed', {
    write: (_answer, request, { socket }) => {
      if (request.tooLarge) socket.destroy();
      return request.tooLarge;
    },
  }),
  variation('expectation-failed', 'Expect: 100-continue is answered 417', { onExpectation: 'refuse' }),
  variation('expectation-ignored', 'Expect: 100-continue brings no 100', { onExpectation: 'ignore' }),
  variation('malformed-dropped', 'The connection of a malformed request is closed', { onMalformed: 'drop' }),
  variation('foreign-origin-403', 'A foreign origin is answered 403', when(foreign, noContent(403))),
  variation(
    'any-origin-without-credentials',
    'Any origin is let in, without credentials',
    when(toApi, (answer) => withHeaders(answer, { 'Access-Control-Allow-Origin': '*' })),
  ),
  variation(
    'any-origin-with-credentials',
    'Any origin is let in by *, beside credentials: browsers refuse the pair',
    when(toApi, (answer) =>
      withHeaders(answer, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' }),
    ),
  ),
  variation(
    'foreign-origin-without-credentials',
    'A foreign origin is let in by its name, without credentials',
    when(foreign, (answer, { headers }) =>
      withHeaders(answer, { 'Access-Control-Allow-Origin': headers.origin, Vary: 'Origin' }),
    ),
  ),
  variation('misdirected', 'A forged X-Forwarded-Host is answered 421', when(forged, noContent(421))),
  variation(
    'many-headers-431',
    'Many headers are answered 431',
    when(({ headers }) => Object.keys(headers).length > 100, noContent(431)),
  ),
  variation(
    'coding-400',
    'A content coding is answered 400',
    when(
      ({ headers }) => headers['content-encoding'] !== undefined,
      (answer) => ({ ...answer, status: 400 }),
    ),
  ),
  variation('bursts-put-off', 'More than ten resets at once are answered 503, which says for how long', {
    ...when(
      all(granted, ({ concurrent }) => concurrent > 10),
      (answer) => withHeaders({ ...answer, status: 503, body: '' }, { 'Content-Type': undefined, 'Retry-After': '1' }),
    ),
    delayMs: ({ body: bytes }) => (bytes.includes('kiosk') ? 8 : 0),
  }),
  variation('bursts-limited', 'More than ten resets at once are answered 429', {
    ...when(
      all(granted, ({ concurrent }) => concurrent > 10),
      (answer) => withHeaders({ ...answer, status: 429, body: '' }, { 'Content-Type': undefined, 'Retry-After': '1' }),
    ),
    delayMs: ({ body: bytes }) => (bytes.includes('kiosk') ? 8 : 0),
  }),
];
