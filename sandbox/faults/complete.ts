import { paths } from '../application.ts';
import { fault, type Fault } from '../behaviour.ts';
import { everyNth } from '../memory.ts';
import { withHeaders } from '../message.ts';
import { all, answers, asIf, crash, method, page, status, toComplete, when, type Where } from '../when.ts';
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

/** Faults of completing a password. */
export const completeFaults: readonly Fault[] = [
  fault(
    'complete-password-not-there',
    'There is nothing at the path by which tokens are validated and completed with',
    ['VT-01', 'VT-02', 'VT-03', 'CP-02', 'CP-03', 'CP-04', 'CP-08', 'CP-09', 'CP-10'],
    when(({ path }) => path === paths.completePassword, answers(404)),
    'for one URL',
  ),
  fault('complete-crash', 'Completing crashes', ['CP-01', 'RP-ERR-07'], when(completed, crash)),
  fault('complete-accepted', 'Completing is answered 202', ['CP-01', 'RP-ERR-07'], when(completed, answers(202))),
  fault(
    'complete-redirects',
    'Completing redirects to the log-in page',
    ['CP-01', 'RP-ERR-07'],
    when(completed, (answer) => withHeaders({ ...answer, status: 303, body: '' }, { Location: '/login' })),
  ),
  fault(
    'complete-without-token',
    'A completion without a token is taken',
    ['CP-02'],
    when(lacks('token', 'password'), completes),
    'for one body',
  ),
  fault(
    'complete-without-token-crash',
    'A completion without a token crashes',
    ['CP-02', 'RP-ERR-07'],
    when(lacks('token', 'password'), crash),
    'for one body',
  ),
  fault(
    'complete-without-token-401',
    'A completion without a token is answered 401',
    ['CP-02'],
    when(lacks('token', 'password'), (answer) =>
      withHeaders({ ...answer, status: 401 }, { 'WWW-Authenticate': 'Token' }),
    ),
    'for one body',
  ),
  fault(
    'complete-without-password',
    'A completion without a password is taken',
    ['CP-03'],
    when(lacks('password', 'token'), completes),
    'for one body',
  ),
  fault(
    'complete-without-password-crash',
    'A completion without a password crashes',
    ['CP-03', 'RP-ERR-07'],
    when(lacks('password', 'token'), crash),
    'for one body',
  ),
  fault(
    'complete-without-password-404',
    'A completion without a password is answered 404',
    ['CP-03'],
    when(lacks('password', 'token'), answers(404)),
    'for one body',
  ),
  fault(
    'unknown-token-completes',
    'An unknown token completes',
    ['CP-04'],
    when(unknownToken, completes),
    'for one value',
  ),
  fault(
    'unknown-token-complete-409',
    'An unknown token is answered 409 when completing',
    ['CP-04'],
    when(unknownToken, answers(409)),
    'for one value',
  ),
  fault(
    'unknown-token-complete-crash',
    'An unknown token crashes the completion',
    ['CP-04', 'RP-ERR-07'],
    when(unknownToken, crash),
    'for one value',
  ),
  fault(
    'complete-allow-post',
    'Allow of completing lists POST alone',
    ['CP-08'],
    when(refusedVerb('PUT', 'PATCH', 'DELETE'), (answer) => withHeaders(answer, { Allow: 'POST' })),
  ),
  fault(
    'complete-put-taken',
    'PUT completes, as POST does',
    ['CP-08'],
    when(
      refusedVerb('PUT'),
      asIf(() => ({ method: 'POST' })),
    ),
    'for one method',
  ),
  fault(
    'complete-patch-404',
    'PATCH of completing is not found',
    ['CP-08'],
    when(refusedVerb('PATCH'), answers(404)),
    'for one method',
  ),
  fault(
    'complete-delete-forbidden',
    'A firewall forbids DELETE of completing',
    ['CP-08'],
    when(refusedVerb('DELETE'), answers(403)),
    'for one method',
  ),
  fault(
    'complete-verb-crash-now-and-then',
    'Every third wrong verb of completing crashes',
    ['CP-08', 'RP-ERR-07'],
    everyNth(3, refusedVerb('PUT', 'PATCH', 'DELETE'), crash),
    'now and then',
  ),
  fault('complete-text-taken', 'Completing takes text/plain', ['CP-09'], when(text, asJson), 'for one media type'),
  fault(
    'complete-text-400',
    'Completing answers text/plain with 400',
    ['CP-09'],
    when(text, answers(400)),
    'for one media type',
  ),
  fault(
    'complete-text-crash',
    'Completing crashes on text/plain',
    ['CP-09', 'RP-ERR-07'],
    when(text, crash),
    'for one media type',
  ),
  fault(
    'complete-malformed-crash',
    'Completing crashes on malformed JSON',
    ['CP-10', 'RP-ERR-07'],
    when(malformed, crash),
    'for one body',
  ),
  fault(
    'complete-malformed-422',
    'Completing answers malformed JSON with 422',
    ['CP-10'],
    when(malformed, answers(422)),
    'for one body',
  ),
  fault(
    'complete-malformed-page',
    'Completing answers malformed JSON with a page',
    ['CP-10'],
    when(malformed, page(200, 'Choose a password')),
    'for one body',
  ),
  fault(
    'complete-malformed-cut-short',
    'Completing answers malformed JSON with half a response',
    ['CP-10'],
    onTheWire(malformed, half),
    'for one body',
  ),
];
