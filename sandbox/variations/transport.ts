import { paths } from '../application.ts';
import type { Variation } from '../behaviour.ts';
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

/** What a web server, a gateway or a router may do otherwise. */
export const transportVariations: readonly Variation[] = [
  {
    id: 'no-slash-moved',
    title: 'The path without its slash redirects by 301',
    strict: true,
    ...when(withoutSlash, noContent(301, { Location: paths.resetPassword })),
  },
  {
    id: 'no-slash-308',
    title: 'The path without its slash redirects by 308, to the whole URL',
    strict: true,
    ...when(withoutSlash, (answer, { headers }) =>
      noContent(308, { Location: `http://${headers.host ?? ''}${paths.resetPassword}` })(answer),
    ),
  },
  {
    id: 'no-slash-307',
    title: 'The path without its slash redirects by 307',
    strict: true,
    ...when(withoutSlash, noContent(307, { Location: paths.resetPassword })),
  },
  {
    id: 'no-slash-works',
    title: 'The path without its slash is the call',
    strict: true,
    ...when(
      withoutSlash,
      asIf(() => ({ path: paths.resetPassword })),
    ),
  },
  {
    id: 'path-case-ignored',
    title: 'Paths are compared without case',
    strict: true,
    request: (request) => ({ ...request, path: request.path.toLowerCase() }),
  },
  {
    id: 'headers-in-lower-case',
    title: 'Header names are in lower case',
    strict: true,
    answer: (answer) => ({
      ...answer,
      headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value])),
    }),
  },
  {
    id: 'headers-in-capitals',
    title: 'Header names are in capitals',
    strict: true,
    answer: (answer) => ({
      ...answer,
      headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toUpperCase(), value])),
    }),
  },
  {
    id: 'connection-closed',
    title: 'The connection is closed after each answer',
    strict: true,
    ...when(toApi, (answer) => withHeaders(answer, { Connection: 'close' })),
  },
  {
    id: 'answers-chunked',
    title: 'Answers are chunked',
    strict: true,
    write: (answer, request, { response }) => {
      if (request.method === 'HEAD' || answer.status === 204) return false;
      response.writeHead(answer.status, answer.headers);
      response.write(answer.body.slice(0, 3));
      response.end(answer.body.slice(3));
      return true;
    },
  },
  {
    id: 'early-hints',
    title: 'An interim response comes before each answer',
    strict: true,
    write: (_answer, request, { socket }) => {
      if (request.method !== 'HEAD')
        socket.write('HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n');
      return false;
    },
  },
  { id: 'slower', title: 'Answers take 2 to 8 ms', strict: true, delayMs: ({ number }) => 2 + (number % 7) },
  {
    id: 'options-204',
    title: 'OPTIONS is answered 204',
    strict: true,
    ...when(options, noContent(204, { Allow: 'POST, OPTIONS' })),
  },
  {
    id: 'options-200',
    title: 'OPTIONS is answered 200 with a description',
    strict: true,
    ...when(options, (answer) =>
      withHeaders({ ...answer, status: 200, body: '{"name":"Reset Password"}' }, { Allow: 'POST, OPTIONS' }),
    ),
  },
  {
    id: 'stranger-401',
    title: 'A token of nobody is answered 401',
    strict: true,
    ...when(all(toResetByPost, credentials), (answer) =>
      withHeaders(
        { ...answer, status: 401, body: '' },
        { 'Content-Type': undefined, 'WWW-Authenticate': 'Token realm="timp"' },
      ),
    ),
  },
  {
    id: 'stranger-400',
    title: 'Credentials are answered 400',
    strict: true,
    ...when(all(toResetByPost, credentials), noContent(400)),
  },
  {
    id: 'large-authorization-431',
    title: 'A large Authorization is answered 431',
    strict: true,
    ...when(header('Authorization', /x{4000}/), noContent(431)),
  },
  {
    id: 'untyped-400',
    title: 'A body without a media type is answered 400',
    strict: true,
    ...when(
      all(toResetByPost, (request) => mediaTypeOf(request) === undefined),
      (answer) => ({ ...answer, status: 400 }),
    ),
  },
  {
    id: 'length-required',
    title: 'A POST without a length is answered 411',
    strict: true,
    ...when(noLength, noContent(411)),
  },
  {
    id: 'large-400',
    title: 'A large body is answered 400',
    strict: true,
    ...when(large, (answer) => ({ ...answer, status: 400 })),
  },
  {
    id: 'large-cut-off',
    title: 'The connection of a large body is closed',
    strict: true,
    write: (_answer, request, { socket }) => {
      if (request.tooLarge) socket.destroy();
      return request.tooLarge;
    },
  },
  { id: 'expectation-failed', title: 'Expect: 100-continue is answered 417', strict: true, onExpectation: 'refuse' },
  { id: 'expectation-ignored', title: 'Expect: 100-continue brings no 100', strict: true, onExpectation: 'ignore' },
  {
    id: 'malformed-dropped',
    title: 'The connection of a malformed request is closed',
    strict: true,
    onMalformed: 'drop',
  },
  {
    id: 'foreign-origin-403',
    title: 'A foreign origin is answered 403',
    strict: true,
    ...when(foreign, noContent(403)),
  },
  {
    id: 'any-origin-without-credentials',
    title: 'Any origin is let in, without credentials',
    strict: true,
    ...when(toApi, (answer) => withHeaders(answer, { 'Access-Control-Allow-Origin': '*' })),
  },
  {
    id: 'any-origin-with-credentials',
    title: 'Any origin is let in by *, beside credentials: browsers refuse the pair',
    strict: true,
    ...when(toApi, (answer) =>
      withHeaders(answer, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' }),
    ),
  },
  {
    id: 'foreign-origin-without-credentials',
    title: 'A foreign origin is let in by its name, without credentials',
    strict: true,
    ...when(foreign, (answer, { headers }) =>
      withHeaders(answer, { 'Access-Control-Allow-Origin': headers.origin, Vary: 'Origin' }),
    ),
  },
  {
    id: 'misdirected',
    title: 'A forged X-Forwarded-Host is answered 421',
    strict: true,
    ...when(forged, noContent(421)),
  },
  {
    id: 'many-headers-431',
    title: 'Many headers are answered 431',
    strict: true,
    ...when(({ headers }) => Object.keys(headers).length > 100, noContent(431)),
  },
  {
    id: 'coding-400',
    title: 'A content coding is answered 400',
    strict: true,
    ...when(
      ({ headers }) => headers['content-encoding'] !== undefined,
      (answer) => ({ ...answer, status: 400 }),
    ),
  },
  {
    id: 'bursts-limited',
    title: 'More than ten resets at once are answered 429',
    strict: true,
    ...when(
      all(granted, ({ concurrent }) => concurrent > 10),
      (answer) => withHeaders({ ...answer, status: 429, body: '' }, { 'Content-Type': undefined, 'Retry-After': '1' }),
    ),
    delayMs: ({ body: bytes }) => (bytes.includes('kiosk') ? 8 : 0),
  },
];
