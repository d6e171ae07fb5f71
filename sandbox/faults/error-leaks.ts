import { fault, type Fault } from '../behaviour.ts';
import { withHeaders, withJson } from '../message.ts';
import { all, email, emailOf, page, status, toReset, when, type Where } from '../when.ts';
import { unknownAddress } from './identifiers.ts';

const blankAddress = email((value) => /^ +$/.test(value));
const refusal = all(toReset, status(400, 422));
const notFound: Where = all(({ path }) => !path.startsWith('/sandbox'), status(404));

/** Faults by which errors disclose internals or reflect input unescaped. */
export const errorLeakFaults: readonly Fault[] = [
  fault(
    'stack-trace',
    'A refusal shows a stack trace',
    ['RP-ERR-02'],
    when(refusal, (answer) =>
      withJson(answer, {
        detail: 'ValidationError',
        stack:
          'ValidationError: email\n    at validate (/srv/app/lib/validate.js:31:11)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      }),
    ),
  ),
  fault(
    'sql-error',
    'A refusal shows the statement that failed',
    ['RP-ERR-02'],
    when(unknownAddress, (answer) =>
      withJson(answer, { detail: 'no row: SELECT id, email FROM accounts WHERE email = $1' }),
    ),
    'for one value',
  ),
  fault(
    'debug-page',
    'A path that does not exist shows the page of a framework in debug mode',
    ['RP-ERR-02'],
    when(notFound, (answer) => ({
      ...page(404, 'Page not found')(answer, undefined as never, undefined as never),
      body: "<html><body><p>You're seeing this error because you have <code>DEBUG = True</code></p></body></html>",
    })),
    'for one URL',
  ),
  fault(
    'file-path',
    'A media type that is refused shows the file of the handler',
    ['RP-ERR-02'],
    when(all(toReset, status(415)), (answer) => withJson(answer, { detail: 'no parser in /srv/app/parsers/index.py' })),
    'for one media type',
  ),
  fault(
    'token-in-error',
    'A refusal carries a reset_token',
    ['RP-ERR-03'],
    when(unknownAddress, (answer) =>
      withJson(answer, { detail: 'unknown', reset_token: 'Vb3Lr7Yc9Jd1Hs6Mp4Ga0UeZkXo2T8fQw5nE' }),
    ),
    'for one value',
  ),
  fault(
    'token-in-refused-media-type',
    'The refusal of a media type carries a reset_token',
    ['RP-ERR-03'],
    when(all(toReset, status(415)), (answer) =>
      withJson(answer, { detail: 'wrong type', reset_token: 'Vb3Lr7Yc9Jd1Hs6Mp4Ga0UeZkXo2T8fQw5nE' }),
    ),
    'for one media type',
  ),
  fault(
    'token-deep-in-error',
    'A refusal carries a reset_token deep inside',
    ['RP-ERR-03'],
    when(blankAddress, (answer) =>
      withJson(answer, { error: { context: [{ model: { reset_token: 'Vb3Lr7Yc9Jd1Hs6Mp4Ga0UeZkXo2T8fQw5nE' } }] } }),
    ),
    'for one value',
  ),
  fault(
    'markup-reflected',
    'An error page shows the address as it was sent',
    ['RP-ERR-06'],
    when(
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
    'for one value',
  ),
  fault(
    'path-reflected',
    'The page of a path that does not exist shows the path',
    ['RP-ERR-06'],
    when(notFound, (answer, { path }) =>
      withHeaders(
        { ...answer, body: `<p>Cannot find ${decodeURIComponent(path)}</p>` },
        { 'Content-Type': 'text/html' },
      ),
    ),
    'for one URL',
  ),
];
