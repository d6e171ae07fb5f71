import type { Fault } from '../behaviour.ts';
import { withHeaders } from '../message.ts';
import { all, answers, crash, header, page, toAccountReset, when } from '../when.ts';

const noAuthorization = all(toAccountReset, header('Authorization', undefined));
const emptyAuthorization = all(toAccountReset, header('Authorization', ''));
const withoutCharset = all(toAccountReset, header('Content-Type', 'application/json'));

/** What breaks for good requests with some header, or without one. */
export const resetHeaderFaults: readonly Fault[] = [
  {
    id: 'empty-authorization-401',
    title: 'An empty Authorization is answered 401',
    breaks: ['RP-OK-04', 'RP-OK-12', 'RP-ROB-16'],
    shows: 'with the header',
    origin: 'framework',
    ...when(emptyAuthorization, (answer) =>
      withHeaders({ ...answer, status: 401, body: '' }, { 'WWW-Authenticate': 'Token' }),
    ),
  },
  {
    id: 'empty-authorization-400',
    title: 'An empty Authorization is answered 400',
    breaks: ['RP-OK-04', 'RP-OK-12', 'RP-ROB-16'],
    shows: 'with the header',
    origin: 'gateway',
    ...when(emptyAuthorization, answers(400)),
  },
  {
    id: 'empty-authorization-crash',
    title: 'Splitting an empty Authorization crashes',
    breaks: ['RP-OK-04', 'RP-OK-12', 'RP-ERR-07', 'RP-ROB-16'],
    shows: 'with the header',
    origin: 'refactoring',
    ...when(emptyAuthorization, crash),
  },
  {
    id: 'authentication-required',
    title: 'A reset needs credentials',
    breaks: ['RP-OK-05'],
    shows: 'without the header',
    origin: 'refactoring',
    ...when(noAuthorization, (answer) =>
      withHeaders({ ...answer, status: 401, body: '' }, { 'WWW-Authenticate': 'Token' }),
    ),
  },
  {
    id: 'permission-required',
    title: 'A reset without Authorization is answered 403',
    breaks: ['RP-OK-05'],
    shows: 'without the header',
    origin: 'framework',
    ...when(noAuthorization, (answer) => ({ ...answer, status: 403, body: '' })),
  },
  {
    id: 'authorization-is-missing',
    title: 'A reset without Authorization is answered 400',
    breaks: ['RP-OK-05'],
    shows: 'without the header',
    origin: 'gateway',
    ...when(noAuthorization, (answer) => ({ ...answer, status: 400, body: '' })),
  },
  {
    id: 'charset-required',
    title: 'application/json without charset is answered 415',
    breaks: ['RP-OK-06'],
    shows: 'for one media type',
    origin: 'refactoring',
    ...when(withoutCharset, answers(415)),
  },
  {
    id: 'charset-missing-crash',
    title: 'A missing charset crashes the decoder',
    breaks: ['RP-OK-06', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(withoutCharset, crash),
  },
  {
    id: 'charset-missing-400',
    title: 'application/json without charset is answered 400',
    breaks: ['RP-OK-06'],
    shows: 'for one media type',
    origin: 'gateway',
    ...when(withoutCharset, answers(400)),
  },
  {
    id: 'media-type-case',
    title: 'The media type is compared with its case',
    breaks: ['RP-OK-07'],
    shows: 'for one media type',
    origin: 'refactoring',
    ...when(all(toAccountReset, header('Content-Type', /^Application/)), answers(415)),
  },
  {
    id: 'charset-case',
    title: 'UTF-8 in capitals is another charset',
    breaks: ['RP-OK-07'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(all(toAccountReset, header('Content-Type', /UTF-8/)), answers(400)),
  },
  {
    id: 'parameter-case-crash',
    title: 'Charset with a capital crashes the parser of parameters',
    breaks: ['RP-OK-07', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(all(toAccountReset, header('Content-Type', /Charset/)), crash),
  },
  {
    id: 'python-forbidden',
    title: 'A gateway forbids Python requests',
    breaks: ['RP-OK-12'],
    shows: 'for one client',
    origin: 'gateway',
    ...when(all(toAccountReset, header('User-Agent', /python-requests/)), answers(403)),
  },
  {
    id: 'curl-captcha',
    title: 'A gateway shows curl a page to prove that it is no robot',
    breaks: ['RP-OK-12', 'RP-OK-02', 'RP-OK-03'],
    shows: 'for one client',
    origin: 'gateway',
    ...when(all(toAccountReset, header('User-Agent', /^curl/)), page(200, 'Are you a robot?')),
  },
  {
    id: 'httpie-not-acceptable',
    title: 'A quality in Accept is answered 406',
    breaks: ['RP-OK-12', 'RP-ERR-07'],
    shows: 'for one client',
    origin: 'framework',
    ...when(all(toAccountReset, header('Accept', /q=0\.5/)), answers(406)),
  },
  {
    id: 'accept-required',
    title: 'A request without Accept is answered 400',
    breaks: ['RP-OK-12', 'RP-OK-13', 'RP-ROB-16'],
    shows: 'without the header',
    origin: 'framework',
    ...when(all(toAccountReset, header('Accept', undefined)), answers(400)),
  },
  {
    id: 'accept-missing-crash',
    title: 'A request without Accept crashes the negotiation',
    breaks: ['RP-OK-12', 'RP-OK-13', 'RP-ERR-07', 'RP-ROB-16'],
    shows: 'without the header',
    origin: 'framework',
    ...when(all(toAccountReset, header('Accept', undefined)), crash),
  },
  {
    id: 'accept-json-refused',
    title: 'Accept: application/json is answered 406',
    breaks: ['RP-OK-13', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'refactoring',
    ...when(all(toAccountReset, header('Accept', 'application/json')), answers(406)),
  },
];
