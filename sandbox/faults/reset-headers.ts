import { fault, type Fault } from '../behaviour.ts';
import { withHeaders } from '../message.ts';
import { all, answers, crash, header, page, toAccountReset, when } from '../when.ts';

const noAuthorization = all(toAccountReset, header('Authorization', undefined));
const emptyAuthorization = all(toAccountReset, header('Authorization', ''));
const withoutCharset = all(toAccountReset, header('Content-Type', 'application/json'));

/** Faults on valid requests with a certain header, or without it. */
export const resetHeaderFaults: readonly Fault[] = [
  fault(
    'empty-authorization-401',
    'An empty Authorization is answered 401',
    ['RP-OK-04', 'RP-OK-12', 'RP-ROB-16'],
    when(emptyAuthorization, (answer) =>
      withHeaders({ ...answer, status: 401, body: '' }, { 'WWW-Authenticate': 'Token' }),
    ),
    'for one header',
  ),
  fault(
    'empty-authorization-400',
    'An empty Authorization is answered 400',
    ['RP-OK-04', 'RP-OK-12', 'RP-ROB-16'],
    when(emptyAuthorization, answers(400)),
    'for one header',
  ),
  fault(
    'empty-authorization-crash',
    'Splitting an empty Authorization crashes',
    ['RP-OK-04', 'RP-OK-12', 'RP-ERR-07', 'RP-ROB-16'],
    when(emptyAuthorization, crash),
    'for one header',
  ),
  fault(
    'authentication-required',
    'A reset needs credentials',
    ['RP-OK-05'],
    when(noAuthorization, (answer) =>
      withHeaders({ ...answer, status: 401, body: '' }, { 'WWW-Authenticate': 'Token' }),
    ),
    'for one header',
  ),
  fault(
    'permission-required',
    'A reset without Authorization is answered 403',
    ['RP-OK-05'],
    when(noAuthorization, (answer) => ({ ...answer, status: 403, body: '' })),
    'for one header',
  ),
  fault(
    'authorization-is-missing',
    'A reset without Authorization is answered 400',
    ['RP-OK-05'],
    when(noAuthorization, (answer) => ({ ...answer, status: 400, body: '' })),
    'for one header',
  ),
  fault(
    'charset-required',
    'application/json without charset is answered 415',
    ['RP-OK-06'],
    when(withoutCharset, answers(415)),
    'for one media type',
  ),
  fault(
    'charset-missing-crash',
    'A missing charset crashes the decoder',
    ['RP-OK-06', 'RP-ERR-07'],
    when(withoutCharset, crash),
    'for one media type',
  ),
  fault(
    'charset-missing-400',
    'application/json without charset is answered 400',
    ['RP-OK-06'],
    when(withoutCharset, answers(400)),
    'for one media type',
  ),
  fault(
    'media-type-case',
    'The media type is compared with its case',
    ['RP-OK-07'],
    when(all(toAccountReset, header('Content-Type', /^Application/)), answers(415)),
    'for one media type',
  ),
  fault(
    'charset-case',
    'UTF-8 in capitals is another charset',
    ['RP-OK-07'],
    when(all(toAccountReset, header('Content-Type', /UTF-8/)), answers(400)),
    'for one media type',
  ),
  fault(
    'parameter-case-crash',
    'Charset with a capital crashes the parser of parameters',
    ['RP-OK-07', 'RP-ERR-07'],
    when(all(toAccountReset, header('Content-Type', /Charset/)), crash),
    'for one media type',
  ),
  fault(
    'python-forbidden',
    'A gateway forbids Python requests',
    ['RP-OK-12'],
    when(all(toAccountReset, header('User-Agent', /python-requests/)), answers(403)),
    'for one header',
  ),
  fault(
    'curl-captcha',
    'A gateway shows curl a page to prove that it is no robot',
    ['RP-OK-12', 'RP-OK-02', 'RP-OK-03'],
    when(all(toAccountReset, header('User-Agent', /^curl/)), page(200, 'Are you a robot?')),
    'for one header',
  ),
  fault(
    'httpie-not-acceptable',
    'A quality in Accept is answered 406',
    ['RP-OK-12', 'RP-ERR-07'],
    when(all(toAccountReset, header('Accept', /q=0\.5/)), answers(406)),
    'for one header',
  ),
  fault(
    'accept-required',
    'A request without Accept is answered 400',
    ['RP-OK-12', 'RP-OK-13', 'RP-ROB-16'],
    when(all(toAccountReset, header('Accept', undefined)), answers(400)),
    'for one header',
  ),
  fault(
    'accept-missing-crash',
    'A request without Accept crashes the negotiation',
    ['RP-OK-12', 'RP-OK-13', 'RP-ERR-07', 'RP-ROB-16'],
    when(all(toAccountReset, header('Accept', undefined)), crash),
    'for one header',
  ),
  fault(
    'accept-json-refused',
    'Accept: application/json is answered 406',
    ['RP-OK-13', 'RP-ERR-07'],
    when(all(toAccountReset, header('Accept', 'application/json')), answers(406)),
    'for one media type',
  ),
];
