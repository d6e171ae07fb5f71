import type { Fault } from '../behaviour.ts';
import { withHeaders, withJson } from '../message.ts';
import {
  all,
  answers,
  body,
  crash,
  email,
  emailOf,
  header,
  method,
  page,
  posted,
  status,
  toReset,
  when,
  type Change,
  type Where,
} from '../when.ts';

const unknownAddress = all(
  status(422),
  email((value) => value.length < 100 && /^[a-z0-9]+@example\.com$/.test(value) && !value.startsWith('kiosk')),
);
const blankAddress = email((value) => /^ +$/.test(value));
const plainGet = all(toReset, method('GET'), ({ headers }) =>
  Object.keys(headers).every((name) => !name.includes('method')),
);
const stranger = all(toReset, header('Authorization', /^Token 0f1e2d/));
const malformedAuthorization = all(toReset, header('Authorization', /^(?:Token|Basic !!!)$/));
const refusal = all(toReset, status(400, 422));
const notFound: Where = all(({ path }) => !path.startsWith('/sandbox'), status(404));
const text = (answer: { body: string | Buffer }): string => answer.body.toString();

/** What breaks about identifiers, credentials, and the look of errors. */
export const errorFaults: readonly Fault[] = [
  {
    id: 'unknown-404',
    title: 'An address of no account is answered 404',
    breaks: ['RP-422-01'],
    shows: 'for one value',
    origin: 'framework',
    ...when(unknownAddress, answers(404)),
  },
  {
    id: 'unknown-400',
    title: 'An address of no account is answered 400',
    breaks: ['RP-422-01'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(unknownAddress, answers(400)),
  },
  {
    id: 'unknown-empty-success',
    title: 'An address of no account gets 200 without a token',
    breaks: ['RP-422-01'],
    shows: 'for one value',
    origin: 'security',
    ...when(unknownAddress, (answer) =>
      withJson({ ...answer, status: 200 }, { detail: 'If there is such an account, a mail is on its way.' }),
    ),
  },
  {
    id: 'unknown-crash',
    title: 'An address of no account crashes the call',
    breaks: ['RP-422-01', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(unknownAddress, crash),
  },

  {
    id: 'stranger-403',
    title: 'A token of nobody is answered 403',
    breaks: ['RP-401-01'],
    shows: 'with the header',
    origin: 'framework',
    ...when(stranger, answers(403)),
  },
  {
    id: 'stranger-crash',
    title: 'A token of nobody crashes the look-up',
    breaks: ['RP-401-01', 'RP-ERR-07'],
    shows: 'with the header',
    origin: 'refactoring',
    ...when(stranger, crash),
  },
  {
    id: 'malformed-authorization-crash',
    title: 'A malformed Authorization crashes its parser',
    breaks: ['RP-401-02', 'RP-ERR-07'],
    shows: 'with the header',
    origin: 'framework',
    ...when(malformedAuthorization, crash),
  },
  {
    id: 'malformed-authorization-403',
    title: 'A malformed Authorization is answered 403',
    breaks: ['RP-401-02'],
    shows: 'with the header',
    origin: 'gateway',
    ...when(malformedAuthorization, answers(403)),
  },
  {
    id: 'challenge-missing',
    title: '401 comes without WWW-Authenticate',
    breaks: ['RP-401-03'],
    shows: 'with the header',
    origin: 'framework',
    ...when(stranger, (answer) => ({ ...answer, status: 401, body: '' })),
  },

  {
    id: 'error-page',
    title: 'A refusal is a page of the web server',
    breaks: ['RP-ERR-01'],
    shows: 'always',
    origin: 'gateway',
    ...when(all(toReset, status(400)), page(400, 'Bad Request')),
  },
  {
    id: 'error-as-text',
    title: 'A refused verb is declared text/plain',
    breaks: ['RP-ERR-01'],
    shows: 'only for one status',
    origin: 'framework',
    ...when(all(toReset, status(405)), (answer) =>
      withHeaders({ ...answer, body: 'Method Not Allowed' }, { 'Content-Type': 'text/plain' }),
    ),
  },
  {
    id: 'error-undeclared',
    title: 'A JSON error does not declare itself',
    breaks: ['RP-ERR-01'],
    shows: 'always',
    origin: 'gateway',
    ...when(all(toReset, status(422)), (answer) => withHeaders(answer, { 'Content-Type': undefined })),
  },
  {
    id: 'stack-trace',
    title: 'A refusal shows a stack trace',
    breaks: ['RP-ERR-02'],
    shows: 'always',
    origin: 'framework',
    ...when(refusal, (answer) =>
      withJson(answer, {
        detail: 'ValidationError',
        stack:
          'ValidationError: email\n    at validate (/srv/app/lib/validate.js:31:11)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      }),
    ),
  },
  {
    id: 'sql-error',
    title: 'A refusal shows the statement that failed',
    breaks: ['RP-ERR-02'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(unknownAddress, (answer) =>
      withJson(answer, { detail: 'no row: SELECT id, email FROM accounts WHERE email = $1' }),
    ),
  },
  {
    id: 'debug-page',
    title: 'A path that does not exist shows the page of a framework in debug mode',
    breaks: ['RP-ERR-02'],
    shows: 'for one path',
    origin: 'framework',
    ...when(notFound, (answer) => ({
      ...page(404, 'Page not found')(answer, undefined as never, undefined as never),
      body: "<html><body><p>You're seeing this error because you have <code>DEBUG = True</code></p></body></html>",
    })),
  },
  {
    id: 'file-path',
    title: 'A media type that is refused shows the file of the handler',
    breaks: ['RP-ERR-02'],
    shows: 'for one media type',
    origin: 'refactoring',
    ...when(all(toReset, status(415)), (answer) =>
      withJson(answer, { detail: 'no parser in /srv/app/parsers/index.py' }),
    ),
  },
  {
    id: 'token-in-error',
    title: 'A refusal carries a reset_token',
    breaks: ['RP-ERR-03'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(unknownAddress, (answer) =>
      withJson(answer, { detail: 'unknown', reset_token: 'Vb3Lr7Yc9Jd1Hs6Mp4Ga0UeZkXo2T8fQw5nE' }),
    ),
  },
  {
    id: 'token-deep-in-error',
    title: 'A refusal carries a reset_token deep inside',
    breaks: ['RP-ERR-03'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(blankAddress, (answer) =>
      withJson(answer, { error: { context: [{ model: { reset_token: 'Vb3Lr7Yc9Jd1Hs6Mp4Ga0UeZkXo2T8fQw5nE' } }] } }),
    ),
  },
  {
    id: 'error-with-bom',
    title: 'A JSON error begins with a byte order mark',
    breaks: ['RP-ERR-01', 'RP-ERR-05'],
    shows: 'always',
    origin: 'framework',
    ...when(all(toReset, status(422)), (answer) => ({ ...answer, body: `\uFEFF${text(answer)}` })),
  },
  {
    id: 'error-in-latin1',
    title: 'A JSON error is written in Latin-1',
    breaks: ['RP-ERR-01', 'RP-ERR-05'],
    shows: 'always',
    origin: 'refactoring',
    ...when(all(toReset, status(422)), (answer) => ({
      ...answer,
      body: Buffer.from('{"detail":"ung\u00fcltig"}', 'latin1'),
    })),
  },
  {
    id: 'error-cut',
    title: 'A JSON error lacks its last brace',
    breaks: ['RP-ERR-05'],
    shows: 'for one path',
    origin: 'rot',
    ...when(notFound, (answer) => ({ ...answer, body: text(answer).slice(0, -1) })),
  },
  {
    id: 'single-quoted-error',
    title: 'A JSON error is written with single quotes',
    breaks: ['RP-ERR-01', 'RP-ERR-05'],
    shows: 'only for one method',
    origin: 'refactoring',
    ...when(all(toReset, status(405)), (answer) => ({ ...answer, body: "{'detail': 'not allowed'}" })),
  },
  {
    id: 'markup-reflected',
    title: 'An error page shows the address as it was sent',
    breaks: ['RP-ERR-06'],
    shows: 'for one value',
    origin: 'security',
    ...when(
      email((value) => value.startsWith('<b')),
      (answer, request) => {
        const sent = emailOf(request);
        return {
          ...answer,
          headers: { ...answer.headers, 'Content-Type': 'text/html' },
          body: `<p>${typeof sent === 'string' ? sent : ''} is no address</p>`,
        };
      },
    ),
  },
  {
    id: 'path-reflected',
    title: 'The page of a path that does not exist shows the path',
    breaks: ['RP-ERR-06'],
    shows: 'for one path',
    origin: 'security',
    ...when(notFound, (answer, { path }) =>
      withHeaders(
        { ...answer, body: `<p>Cannot find ${decodeURIComponent(path)}</p>` },
        { 'Content-Type': 'text/html' },
      ),
    ),
  },
  {
    id: 'teapot',
    title: 'The second GET is answered 418',
    breaks: ['RP-ERR-07', 'RP-ERR-08'],
    shows: 'only after another call',
    origin: 'gateway',
    answer: everySecond(plainGet, answers(418)),
  },
  {
    id: 'code-alternates',
    title: 'A blank address is answered 400 and 422 in turn',
    breaks: ['RP-ERR-08'],
    shows: 'every second answer',
    origin: 'rot',
    answer: everySecond(blankAddress, (answer) => ({ ...answer, status: answer.status === 422 ? 400 : 422 })),
  },
  {
    id: 'repeat-forbidden',
    title: 'The second refusal of a body is answered 403',
    breaks: ['RP-ERR-08'],
    shows: 'only after another call',
    origin: 'gateway',
    answer: everySecond(blankAddress, answers(403)),
  },
  {
    id: 'verb-refused-by-page-now-and-then',
    title: 'Every third refused verb is a page',
    breaks: ['RP-ERR-01'],
    shows: 'every third answer',
    origin: 'gateway',
    ...when(
      all(toReset, status(405), ({ number }) => number % 3 === 0, method('GET', 'PUT', 'PATCH', 'DELETE')),
      (answer) => withHeaders({ ...answer, body: '<h1>Method Not Allowed</h1>' }, { 'Content-Type': 'text/html' }),
    ),
  },
  {
    id: 'text-402',
    title: 'JSON that is declared text/plain is answered 402',
    breaks: ['RP-415-01', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'refactoring',
    ...when(all(toReset, header('Content-Type', 'text/plain'), body(/^\{/)), answers(402)),
  },
  {
    id: 'empty-object-page',
    title: 'An object without email gets a page that is declared JSON',
    breaks: ['RP-ERR-01', 'RP-ERR-05'],
    shows: 'for one body',
    origin: 'gateway',
    ...when(posted('{}'), (answer) => ({ ...answer, body: '<h1>Bad Request</h1>' })),
  },
  {
    id: 'head-with-body',
    title: 'The answer to HEAD has a body',
    breaks: ['RP-ERR-09'],
    shows: 'only for one method',
    origin: 'framework',
    write: (answer, request, { socket }) => {
      if (request.method !== 'HEAD') return false;
      const fields = Object.entries(answer.headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('');
      socket.end(`HTTP/1.1 ${answer.status} Refused\r\n${fields}Connection: close\r\nContent-Length: 4\r\n\r\nbody`);
      return true;
    },
  },
];

/** Changes every second answer to the requests that a condition fits. */
function everySecond(where: Where, change: Change): NonNullable<Fault['answer']> {
  const times = new WeakMap<object, number>();
  return (answer, request, context) => {
    if (!where(request, answer, context)) return answer;
    const time = (times.get(context.state) ?? 0) + 1;
    times.set(context.state, time);
    return time % 2 === 0 ? change(answer, request, context) : answer;
  };
}
