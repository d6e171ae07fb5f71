import type { Fault } from '../behaviour.ts';
import { withHeaders } from '../message.ts';
import { all, answers, body, email, header, method, page, posted, status, toReset, when, type Where } from '../when.ts';
import { everyNth } from './memory.ts';

const blankAddress = email((value) => /^ +$/.test(value));
const plainGet = all(toReset, method('GET'), ({ headers }) =>
  Object.keys(headers).every((name) => !name.includes('method')),
);
const notFound: Where = all(({ path }) => !path.startsWith('/sandbox'), status(404));
const text = (answer: { body: string | Buffer }): string => answer.body.toString();

/** What breaks about the codes and the form of errors. */
export const errorFaults: readonly Fault[] = [
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
    id: 'teapot',
    title: 'The second GET is answered 418',
    breaks: ['RP-ERR-07', 'RP-ERR-08'],
    shows: 'only after another call',
    origin: 'gateway',
    ...everyNth(2, plainGet, answers(418)),
  },
  {
    id: 'code-alternates',
    title: 'A blank address is answered 400 and 422 in turn',
    breaks: ['RP-ERR-08'],
    shows: 'every second answer',
    origin: 'rot',
    ...everyNth(2, blankAddress, (answer) => ({ ...answer, status: answer.status === 422 ? 400 : 422 })),
  },
  {
    id: 'repeat-forbidden',
    title: 'The second refusal of a body is answered 403',
    breaks: ['RP-ERR-08'],
    shows: 'only after another call',
    origin: 'gateway',
    ...everyNth(2, blankAddress, answers(403)),
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
