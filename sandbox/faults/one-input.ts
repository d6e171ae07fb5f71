import { paths } from '../application.ts';
import { fault, type Fault } from '../behaviour.ts';
import { seenBefore } from '../memory.ts';
import { mediaTypeOf, withHeaders, withJson } from '../message.ts';
import {
  all,
  answers,
  asIf,
  body,
  crash,
  email,
  granted,
  header,
  posted,
  status,
  toComplete,
  toReset,
  toResetByPost,
  toValidate,
  when,
  type Where,
} from '../when.ts';
import { drop, onTheWire } from './wire.ts';

const blank = posted('{"email":"   "}');
const blankBefore = seenBefore(() => '');
const valid = all(toValidate, status(200));
const validatedBefore = seenBefore(({ query }) => query.get('token') ?? '');

/** A reset that is granted although its request has an unusual form. */
const oddReset: Where = all(granted, ({ headers, target }) =>
  [
    (headers.authorization ?? '') !== '',
    headers['x-forwarded-host'] !== undefined,
    headers.expect !== undefined,
    Object.keys(headers).length > 100,
    target.length > 1000,
  ].includes(true),
);

/** Faults that only one of the inputs of a clause shows. */
export const oneInputFaults: readonly Fault[] = [
  fault(
    'email-array-of-nobody-crash',
    'An array with an address of nobody crashes the call',
    ['RP-400-05', 'RP-ERR-07'],
    when(posted(/^\{"email":\["(?!kiosk)[a-z0-9]+@example\.com"\]\}$/), crash),
    'for one value',
  ),
  fault(
    'string-body-404',
    'A string as the body is answered 404',
    ['RP-400-06'],
    when(posted(/^"[a-z0-9]+@example\.com"$/), answers(404)),
    'for one body',
  ),
  fault(
    'no-domain-crash',
    'Nothing after the @ crashes the call',
    ['RP-400-07', 'RP-ERR-07'],
    when(
      email((value) => /^[a-z0-9]+@$/.test(value)),
      crash,
    ),
    'for one value',
  ),
  fault(
    'xml-json-taken',
    'JSON that is declared XML is taken',
    ['RP-415-04'],
    when(
      all(toResetByPost, (request) => mediaTypeOf(request) === 'application/xml', body(/^\{/)),
      asIf(({ headers }) => ({ headers: { ...headers, 'content-type': 'application/json' } })),
    ),
    'for one media type',
  ),
  fault(
    'no-slash-nowhere',
    'The path without its slash redirects, and does not say where',
    ['RP-404-03'],
    when(
      ({ path }) => path === paths.resetPassword.slice(0, -1),
      (answer) => ({ ...answer, status: 308, body: '' }),
    ),
    'for one URL',
  ),
  fault(
    'origin-reflected-in-answer',
    'A request lets any origin in with credentials, its preflight does not',
    ['RP-SEC-06'],
    when(all(toResetByPost, header('Origin', /./)), (answer, { headers }) =>
      withHeaders(answer, {
        'Access-Control-Allow-Origin': headers.origin,
        'Access-Control-Allow-Credentials': 'true',
      }),
    ),
    'for one method',
  ),
  fault(
    'foreign-origin-drops',
    'A foreign origin drops the connection',
    ['RP-SEC-06'],
    onTheWire(all(toReset, header('Origin', /./)), drop),
    'for one header',
  ),
  fault(
    'odd-reset-renamed',
    'A reset in an odd form brings its token as token',
    ['RP-401-01', 'RP-401-02', 'RP-SEC-07', 'RP-ROB-16', 'RP-ROB-17', 'RP-OK-02'],
    when(oddReset, (answer) => withJson(answer, { token: 'Vb3Lr7Yc9Jd1Hs6Mp4Ga0UeZkXo2T8fQ' })),
    'for one header',
  ),
  fault(
    'first-validation-404',
    'A token is found from its second validation on',
    ['VT-01', 'VT-04'],
    when(
      all(valid, (...seen) => !validatedBefore(...seen)),
      answers(404),
    ),
    'depending on earlier calls',
  ),
  fault(
    'complete-allow-get',
    'Allow of completing lists GET alone',
    ['CP-08', 'RP-405-05'],
    when(
      all(({ path }) => path === paths.completePassword, status(405)),
      (answer) => withHeaders(answer, { Allow: 'GET, HEAD' }),
    ),
  ),
  ...[
    ['truncated', /^\{"token".*[^}]$/] as const,
    ['trailing-comma', /,\}$/] as const,
    ['bare-word', /^token$/] as const,
  ].map(([form, pattern]) =>
    fault(
      `complete-${form}-crash`,
      `Completing crashes on malformed JSON of one form (${form})`,
      ['CP-10', 'RP-ERR-07'],
      when(all(toComplete, body(pattern)), crash),
      'for one body',
    ),
  ),
  fault(
    'repeat-dropped',
    'From its second time on, a blank address drops the connection',
    ['RP-ERR-08'],
    onTheWire(all(blank, blankBefore), drop),
    'depending on earlier calls',
  ),
];
