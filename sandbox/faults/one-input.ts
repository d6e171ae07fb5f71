import { paths } from '../application.ts';
import type { Fault } from '../behaviour.ts';
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
const valid = all(toValidate, status(200));
/** What was granted to a request that is good in an odd form. */
const oddReset: Where = all(granted, ({ headers, target }) =>
  [
    (headers.authorization ?? '') !== '',
    headers['x-forwarded-host'] !== undefined,
    headers.expect !== undefined,
    Object.keys(headers).length > 100,
    target.length > 1000,
  ].includes(true),
);

/** What goes wrong for one input of a clause alone, all others being right. */
export const oneInputFaults: readonly Fault[] = [
  {
    id: 'email-array-of-nobody-crash',
    title: 'An array with an address of nobody crashes the call',
    breaks: ['RP-400-05', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(posted(/^\{"email":\["(?!kiosk)[a-z0-9]+@example\.com"\]\}$/), crash),
  },
  {
    id: 'string-body-404',
    title: 'A string as the body is answered 404',
    breaks: ['RP-400-06'],
    shows: 'for one body',
    origin: 'framework',
    ...when(posted(/^"[a-z0-9]+@example\.com"$/), answers(404)),
  },
  {
    id: 'no-domain-crash',
    title: 'Nothing after the @ crashes the call',
    breaks: ['RP-400-07', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(
      email((value) => /^[a-z0-9]+@$/.test(value)),
      crash,
    ),
  },
  {
    id: 'xml-json-taken',
    title: 'JSON that is declared XML is taken',
    breaks: ['RP-415-04'],
    shows: 'for one media type',
    origin: 'refactoring',
    ...when(
      all(toResetByPost, (request) => mediaTypeOf(request) === 'application/xml', body(/^\{/)),
      asIf(({ headers }) => ({ headers: { ...headers, 'content-type': 'application/json' } })),
    ),
  },
  {
    id: 'no-slash-nowhere',
    title: 'The path without its slash redirects, and does not say where',
    breaks: ['RP-404-03'],
    shows: 'for one path',
    origin: 'gateway',
    ...when(
      ({ path }) => path === paths.resetPassword.slice(0, -1),
      (answer) => ({ ...answer, status: 308, body: '' }),
    ),
  },
  {
    id: 'origin-reflected-in-answer',
    title: 'A request lets any origin in with credentials, its preflight does not',
    breaks: ['RP-SEC-06'],
    shows: 'only for one method',
    origin: 'framework',
    ...when(all(toResetByPost, header('Origin', /./)), (answer, { headers }) =>
      withHeaders(answer, {
        'Access-Control-Allow-Origin': headers.origin,
        'Access-Control-Allow-Credentials': 'true',
      }),
    ),
  },
  {
    id: 'foreign-origin-drops',
    title: 'A foreign origin drops the connection',
    breaks: ['RP-SEC-06'],
    shows: 'with a header',
    origin: 'gateway',
    ...onTheWire(all(toReset, header('Origin', /./)), drop),
  },
  {
    id: 'odd-reset-renamed',
    title: 'A reset in an odd form brings its token as token',
    breaks: ['RP-401-01', 'RP-401-02', 'RP-SEC-07', 'RP-ROB-16', 'RP-ROB-17', 'RP-OK-02'],
    shows: 'with a header',
    origin: 'rot',
    ...when(oddReset, (answer) => withJson(answer, { token: 'Vb3Lr7Yc9Jd1Hs6Mp4Ga0UeZkXo2T8fQ' })),
  },
  {
    id: 'first-validation-404',
    title: 'A token is found from its second validation on',
    breaks: ['VT-01', 'VT-04'],
    shows: 'only the first time',
    origin: 'gateway',
    answer: firstTimeFor(({ query }) => query.get('token') ?? ''),
  },
  {
    id: 'complete-allow-get',
    title: 'Allow of completing lists GET alone',
    breaks: ['CP-08', 'RP-405-05'],
    shows: 'always',
    origin: 'refactoring',
    ...when(
      all(({ path }) => path === paths.completePassword, status(405)),
      (answer) => withHeaders(answer, { Allow: 'GET, HEAD' }),
    ),
  },
  ...[
    ['truncated', /^\{"token".*[^}]$/] as const,
    ['trailing-comma', /,\}$/] as const,
    ['bare-word', /^token$/] as const,
  ].map(([form, pattern]): Fault => ({
    id: `complete-${form}-crash`,
    title: `Completing crashes on malformed JSON of one form (${form})`,
    breaks: ['CP-10', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(all(toComplete, body(pattern)), crash),
  })),
  {
    id: 'repeat-dropped',
    title: 'From its second time on, a blank address drops the connection',
    breaks: ['RP-ERR-08'],
    shows: 'only after another call',
    origin: 'gateway',
    ...onTheWire(secondTime(blank), drop),
  },
];

/** Answers 404 the first time that a value is validated. */
function firstTimeFor(valueOf: (request: Parameters<Where>[0]) => string): Fault['answer'] & object {
  const seen = new WeakMap<object, Set<string>>();
  return (answer, request, context) => {
    if (!valid(request, answer, context)) return answer;
    const known = seen.get(context.state) ?? new Set<string>();
    seen.set(context.state, known);
    const value = valueOf(request);
    if (known.has(value)) return answer;
    known.add(value);
    return answers(404)(answer, request, context);
  };
}

/** From the second time on that a condition fits. */
function secondTime(where: Where): Where {
  const seen = new WeakSet<object>();
  return (request, answer, context) => {
    if (!where(request, answer, context)) return false;
    const before = seen.has(context.state);
    seen.add(context.state);
    return before;
  };
}
