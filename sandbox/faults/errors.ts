import { fault, type Fault } from '../behaviour.ts';
import { everyNth } from '../memory.ts';
import { withHeaders } from '../message.ts';
import { all, answers, body, email, header, method, page, posted, status, toReset, when, type Where } from '../when.ts';

const blankAddress = email((value) => /^ +$/.test(value));
const plainGet = all(
  toReset,
  method('GET'),
  ({ headers, query }) => query.size === 0 && Object.keys(headers).every((name) => !name.includes('method')),
);
const notFound: Where = all(({ path }) => !path.startsWith('/sandbox'), status(404));
const text = (answer: { body: string | Buffer }): string => answer.body.toString();

/** Faults of the codes and the form of errors. */
export const errorFaults: readonly Fault[] = [
  fault(
    'error-page',
    'A refusal is a page of the web server',
    ['RP-ERR-01'],
    when(all(toReset, status(400)), page(400, 'Bad Request')),
  ),
  fault(
    'error-as-text',
    'A refused verb is declared text/plain',
    ['RP-ERR-01'],
    when(all(toReset, status(405)), (answer) =>
      withHeaders({ ...answer, body: 'Method Not Allowed' }, { 'Content-Type': 'text/plain' }),
    ),
    'for one kind of request',
  ),
  fault(
    'error-undeclared',
    'A JSON error does not declare itself',
    ['RP-ERR-01'],
    when(all(toReset, status(422)), (answer) => withHeaders(answer, { 'Content-Type': undefined })),
  ),
  fault(
    'error-with-bom',
    'A JSON error begins with a byte order mark',
    ['RP-ERR-01', 'RP-ERR-05'],
    when(all(toReset, status(422)), (answer) => ({ ...answer, body: `\uFEFF${text(answer)}` })),
  ),
  fault(
    'error-in-latin1',
    'A JSON error is written in Latin-1',
    ['RP-ERR-01', 'RP-ERR-05'],
    when(all(toReset, status(422)), (answer) => ({
      ...answer,
      body: Buffer.from('{"detail":"ung\u00fcltig"}', 'latin1'),
    })),
  ),
  fault(
    'error-cut',
    'A JSON error lacks its last brace',
    ['RP-ERR-05'],
    when(notFound, (answer) => ({ ...answer, body: text(answer).slice(0, -1) })),
    'for one URL',
  ),
  fault(
    'single-quoted-error',
    'A JSON error is written with single quotes',
    ['RP-ERR-01', 'RP-ERR-05'],
    when(all(toReset, status(405)), (answer) => ({ ...answer, body: "{'detail': 'not allowed'}" })),
    'for one method',
  ),
  fault(
    'teapot',
    'The second GET is answered 418',
    ['RP-ERR-07', 'RP-ERR-08'],
    everyNth(2, plainGet, answers(418)),
    'depending on earlier calls',
  ),
  fault(
    'code-alternates',
    'A blank address is answered 400 and 422 in turn',
    ['RP-ERR-08'],
    everyNth(2, blankAddress, (answer) => ({ ...answer, status: answer.status === 422 ? 400 : 422 })),
    'now and then',
  ),
  fault(
    'repeat-forbidden',
    'The second refusal of a body is answered 403',
    ['RP-ERR-08'],
    everyNth(2, blankAddress, answers(403)),
    'depending on earlier calls',
  ),
  fault(
    'verb-refused-by-page-now-and-then',
    'Every third refused verb is a page',
    ['RP-ERR-01'],
    when(
      all(toReset, status(405), ({ number }) => number % 3 === 0, method('GET', 'PUT', 'PATCH', 'DELETE')),
      (answer) => withHeaders({ ...answer, body: '<h1>Method Not Allowed</h1>' }, { 'Content-Type': 'text/html' }),
    ),
    'now and then',
  ),
  fault(
    'text-402',
    'JSON that is declared text/plain is answered 402',
    ['RP-415-01', 'RP-ERR-07'],
    when(all(toReset, header('Content-Type', 'text/plain'), body(/^\{/)), answers(402)),
    'for one media type',
  ),
  fault(
    'empty-object-page',
    'An object without email gets a page that is declared JSON',
    ['RP-ERR-01', 'RP-ERR-05'],
    when(posted('{}'), (answer) => ({ ...answer, body: '<h1>Bad Request</h1>' })),
    'for one body',
  ),
  ...(['OPTIONS', 'DELETE'] as const).map((verb) =>
    fault(
      `no-content-with-body-for-${verb.toLowerCase()}`,
      `${verb} is answered 204, and bytes follow`,
      verb === 'DELETE' ? ['RP-405-04', 'RP-ERR-09'] : ['RP-ERR-09'],
      {
        write: (_answer, request, { socket }) => {
          if (request.method !== verb || !request.path.endsWith('/reset-password/')) return false;
          socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\nbody');
          return true;
        },
      },
      'for one method',
    ),
  ),
  fault(
    'head-with-body',
    'The answer to HEAD has a body',
    ['RP-ERR-09'],
    {
      write: (answer, request, { socket }) => {
        if (request.method !== 'HEAD') return false;
        const fields = Object.entries(answer.headers)
          .map(([name, value]) => `${name}: ${value}\r\n`)
          .join('');
        socket.end(`HTTP/1.1 ${answer.status} Refused\r\n${fields}Connection: close\r\nContent-Length: 4\r\n\r\nbody`);
        return true;
      },
    },
    'for one method',
  ),
];
