import { paths } from '../application.ts';
import type { Fault } from '../behaviour.ts';
import { withHeaders } from '../message.ts';
import { all, answers, asIf, crash, method, page, status, toComplete, when, type Where } from '../when.ts';
import { everyNth } from './memory.ts';
import { half, onTheWire } from './wire.ts';
import { completed, completes, sent } from './completion.ts';

const lacks = (member: string, other: string): Where =>
  all(toComplete, (request) => !(member in sent(request)) && other in sent(request));
const unknownToken = all(
  toComplete,
  status(422),
  (request, _answer, { state }) => !state.tokens.some(({ value }) => value === sent(request).token),
);
const refusedVerb = (...names: string[]): Where =>
  all(({ path }) => path === paths.completePassword, method(...names), status(405));
const asJson = asIf(({ headers }) => ({ headers: { ...headers, 'content-type': 'application/json' } }));
const text = all(toComplete, status(415));
const malformed = all(toComplete, status(400), (request) => Object.keys(sent(request)).length === 0);

/** What breaks about completing a password. */
export const completeFaults: readonly Fault[] = [
  {
    id: 'complete-crash',
    title: 'Completing crashes',
    breaks: ['CP-01', 'RP-ERR-07'],
    shows: 'always',
    origin: 'refactoring',
    ...when(completed, crash),
  },
  {
    id: 'complete-accepted',
    title: 'Completing is answered 202',
    breaks: ['CP-01', 'RP-ERR-07'],
    shows: 'always',
    origin: 'refactoring',
    ...when(completed, answers(202)),
  },
  {
    id: 'complete-redirects',
    title: 'Completing redirects to the log-in page',
    breaks: ['CP-01', 'RP-ERR-07'],
    shows: 'always',
    origin: 'framework',
    ...when(completed, (answer) => withHeaders({ ...answer, status: 303, body: '' }, { Location: '/login' })),
  },
  {
    id: 'complete-without-token',
    title: 'A completion without a token is taken',
    breaks: ['CP-02'],
    shows: 'for one body',
    origin: 'security',
    ...when(lacks('token', 'password'), completes),
  },
  {
    id: 'complete-without-token-crash',
    title: 'A completion without a token crashes',
    breaks: ['CP-02', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(lacks('token', 'password'), crash),
  },
  {
    id: 'complete-without-token-401',
    title: 'A completion without a token is answered 401',
    breaks: ['CP-02'],
    shows: 'for one body',
    origin: 'framework',
    ...when(lacks('token', 'password'), (answer) =>
      withHeaders({ ...answer, status: 401 }, { 'WWW-Authenticate': 'Token' }),
    ),
  },
  {
    id: 'complete-without-password',
    title: 'A completion without a password is taken',
    breaks: ['CP-03'],
    shows: 'for one body',
    origin: 'security',
    ...when(lacks('password', 'token'), completes),
  },
  {
    id: 'complete-without-password-crash',
    title: 'A completion without a password crashes',
    breaks: ['CP-03', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(lacks('password', 'token'), crash),
  },
  {
    id: 'complete-without-password-404',
    title: 'A completion without a password is answered 404',
    breaks: ['CP-03'],
    shows: 'for one body',
    origin: 'framework',
    ...when(lacks('password', 'token'), answers(404)),
  },
  {
    id: 'unknown-token-completes',
    title: 'An unknown token completes',
    breaks: ['CP-04'],
    shows: 'for one value',
    origin: 'security',
    ...when(unknownToken, completes),
  },
  {
    id: 'unknown-token-complete-404',
    title: 'An unknown token is not found when completing',
    breaks: ['CP-04'],
    shows: 'for one value',
    origin: 'framework',
    ...when(unknownToken, answers(404)),
  },
  {
    id: 'unknown-token-complete-crash',
    title: 'An unknown token crashes the completion',
    breaks: ['CP-04', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(unknownToken, crash),
  },
  {
    id: 'complete-allow-post',
    title: 'Allow of completing lists POST alone',
    breaks: ['CP-08'],
    shows: 'always',
    origin: 'refactoring',
    ...when(refusedVerb('PUT', 'PATCH', 'DELETE'), (answer) => withHeaders(answer, { Allow: 'POST' })),
  },
  {
    id: 'complete-put-taken',
    title: 'PUT completes, as POST does',
    breaks: ['CP-08'],
    shows: 'only for one method',
    origin: 'framework',
    ...when(
      refusedVerb('PUT'),
      asIf(() => ({ method: 'POST' })),
    ),
  },
  {
    id: 'complete-patch-404',
    title: 'PATCH of completing is not found',
    breaks: ['CP-08'],
    shows: 'only for one method',
    origin: 'framework',
    ...when(refusedVerb('PATCH'), answers(404)),
  },
  {
    id: 'complete-delete-forbidden',
    title: 'A firewall forbids DELETE of completing',
    breaks: ['CP-08'],
    shows: 'only for one method',
    origin: 'gateway',
    ...when(refusedVerb('DELETE'), answers(403)),
  },
  {
    id: 'complete-verb-crash-now-and-then',
    title: 'Every third wrong verb of completing crashes',
    breaks: ['CP-08', 'RP-ERR-07'],
    shows: 'every third time',
    origin: 'rot',
    ...everyNth(3, refusedVerb('PUT', 'PATCH', 'DELETE'), crash),
  },
  {
    id: 'complete-text-taken',
    title: 'Completing takes text/plain',
    breaks: ['CP-09'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(text, asJson),
  },
  {
    id: 'complete-text-400',
    title: 'Completing answers text/plain with 400',
    breaks: ['CP-09'],
    shows: 'for one media type',
    origin: 'rot',
    ...when(text, answers(400)),
  },
  {
    id: 'complete-text-crash',
    title: 'Completing crashes on text/plain',
    breaks: ['CP-09', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'refactoring',
    ...when(text, crash),
  },
  {
    id: 'complete-malformed-crash',
    title: 'Completing crashes on malformed JSON',
    breaks: ['CP-10', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(malformed, crash),
  },
  {
    id: 'complete-malformed-422',
    title: 'Completing answers malformed JSON with 422',
    breaks: ['CP-10'],
    shows: 'for one body',
    origin: 'framework',
    ...when(malformed, answers(422)),
  },
  {
    id: 'complete-malformed-page',
    title: 'Completing answers malformed JSON with a page',
    breaks: ['CP-10'],
    shows: 'for one body',
    origin: 'gateway',
    ...when(malformed, page(200, 'Choose a password')),
  },
  {
    id: 'complete-malformed-cut-short',
    title: 'Completing answers malformed JSON with half a response',
    breaks: ['CP-10'],
    shows: 'for one body',
    origin: 'gateway',
    ...onTheWire(malformed, half),
  },
];
