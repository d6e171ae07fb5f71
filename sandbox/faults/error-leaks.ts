import type { Fault } from '../behaviour.ts';
import { withHeaders, withJson } from '../message.ts';
import { all, email, emailOf, page, status, toReset, when, type Where } from '../when.ts';
import { unknownAddress } from './identifiers.ts';

const blankAddress = email((value) => /^ +$/.test(value));
const refusal = all(toReset, status(400, 422));
const notFound: Where = all(({ path }) => !path.startsWith('/sandbox'), status(404));

/** What errors tell that is not for a caller, and what they give back unescaped. */
export const errorLeakFaults: readonly Fault[] = [
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
];
