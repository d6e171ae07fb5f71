import { randomText } from '../state.ts';
import type { Fault } from '../behaviour.ts';
import { jsonBody, withHeaders, withJson } from '../message.ts';
import {
  all,
  answers,
  body,
  crash,
  email,
  everyNthToken,
  granted,
  header,
  method,
  page,
  toReset,
  when,
  type Where,
} from '../when.ts';

const accountReset: Where = all(toReset, method('POST'), body(/kiosk|\\u006b/i));
const noAuthorization = all(accountReset, header('Authorization', undefined));
const emptyAuthorization = all(accountReset, header('Authorization', ''));
const withoutCharset = all(accountReset, header('Content-Type', 'application/json'));
const query = all(accountReset, ({ target }) => target.includes('?') && target.length < 200);

/** The same request, headers and all, came before in this sandbox: told by the count of its equals. */
const seenBefore = (() => {
  const equals = new WeakMap<object, Set<string>>();
  const where: Where = ({ headers, body: bytes, target }, _answer, { state }) => {
    const known = equals.get(state) ?? new Set<string>();
    equals.set(state, known);
    const key = `${target} ${JSON.stringify(headers)} ${bytes.toString('latin1')}`;
    const before = known.has(key);
    known.add(key);
    return before;
  };
  return all(granted, where);
})();

/** The token of an answer, changed. */
function token(change: (value: string) => unknown): NonNullable<Fault['answer']> {
  return (answer, request, context) => {
    if (!granted(request, answer, context)) return answer;
    const { reset_token: value } = jsonBody(answer) as { reset_token: string };
    return withJson(answer, { reset_token: change(value) });
  };
}

/** What breaks for a caller who does all right. */
export const successFaults: readonly Fault[] = [
  {
    id: 'reset-created',
    title: 'A reset is answered 201',
    breaks: ['RP-OK-01', 'RP-OK-05'],
    shows: 'always',
    origin: 'framework',
    ...when(granted, answers(201)),
  },
  {
    id: 'reset-no-content',
    title: 'A reset is answered 204 without a body',
    breaks: ['RP-OK-01', 'RP-OK-05'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, (answer) => ({ ...answer, status: 204, body: '' })),
  },
  {
    id: 'reset-accepted',
    title: 'A reset is answered 202, as queued work is',
    breaks: ['RP-OK-01', 'RP-OK-05', 'RP-ERR-07'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, answers(202)),
  },
  {
    id: 'reset-to-login',
    title: 'A gateway sends resets to its log-in page',
    breaks: ['RP-OK-01', 'RP-OK-05', 'RP-ERR-07'],
    shows: 'always',
    origin: 'gateway',
    ...when(granted, (answer) => withHeaders({ ...answer, status: 302, body: '' }, { Location: '/login' })),
  },

  {
    id: 'token-renamed',
    title: 'reset_token is now called token',
    breaks: ['RP-OK-02'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, (answer) =>
      withJson(answer, { token: (jsonBody(answer) as { reset_token: string }).reset_token }),
    ),
  },
  {
    id: 'body-wrapped',
    title: 'The body is wrapped in data',
    breaks: ['RP-OK-02'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, (answer) => withJson(answer, { data: jsonBody(answer) })),
  },
  {
    id: 'body-stringified',
    title: 'The body is JSON inside a JSON string',
    breaks: ['RP-OK-02'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, (answer) => withJson(answer, answer.body.toString())),
  },
  {
    id: 'token-null',
    title: 'reset_token is null',
    breaks: ['RP-OK-02'],
    shows: 'always',
    origin: 'security',
    answer: token(() => null),
  },
  {
    id: 'token-number',
    title: 'reset_token is a number',
    breaks: ['RP-OK-02'],
    shows: 'always',
    origin: 'refactoring',
    answer: token(() => Math.floor(Math.random() * 1e12)),
  },
  {
    id: 'token-empty-now-and-then',
    title: 'Every seventh reset has an empty token',
    breaks: ['RP-OK-02'],
    shows: 'every seventh reset',
    origin: 'rot',
    ...when(all(granted, everyNthToken(7)), (answer) => withJson(answer, { reset_token: '' })),
  },

  {
    id: 'success-as-html',
    title: 'A reset is declared text/html',
    breaks: ['RP-OK-03', 'RP-OK-01'],
    shows: 'always',
    origin: 'framework',
    ...when(granted, (answer) => withHeaders(answer, { 'Content-Type': 'text/html' })),
  },
  {
    id: 'success-untyped',
    title: 'A gateway strips Content-Type from resets',
    breaks: ['RP-OK-03', 'RP-OK-01'],
    shows: 'always',
    origin: 'gateway',
    ...when(granted, (answer) => withHeaders(answer, { 'Content-Type': undefined })),
  },
  {
    id: 'success-as-hal',
    title: 'A reset is declared application/hal+json',
    breaks: ['RP-OK-03', 'RP-OK-01'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, (answer) => withHeaders(answer, { 'Content-Type': 'application/hal+json' })),
  },
  {
    id: 'success-as-text-now-and-then',
    title: 'Every sixth reset is declared text/plain',
    breaks: ['RP-OK-03'],
    shows: 'every sixth reset',
    origin: 'rot',
    ...when(all(granted, everyNthToken(6)), (answer) => withHeaders(answer, { 'Content-Type': 'text/plain' })),
  },

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
    ...when(all(accountReset, header('Content-Type', /^Application/)), answers(415)),
  },
  {
    id: 'charset-case',
    title: 'UTF-8 in capitals is another charset',
    breaks: ['RP-OK-07'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(all(accountReset, header('Content-Type', /UTF-8/)), answers(400)),
  },
  {
    id: 'parameter-case-crash',
    title: 'Charset with a capital crashes the parser of parameters',
    breaks: ['RP-OK-07', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(all(accountReset, header('Content-Type', /Charset/)), crash),
  },

  {
    id: 'asked-already',
    title: 'The same request again is answered 409',
    breaks: ['RP-OK-08'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...when(seenBefore, answers(409)),
  },
  {
    id: 'asked-already-crash',
    title: 'The same request again violates a key of the database',
    breaks: ['RP-OK-08', 'RP-ERR-07'],
    shows: 'only after another call',
    origin: 'framework',
    ...when(seenBefore, crash),
  },
  {
    id: 'asked-already-empty',
    title: 'The same request again is answered 204',
    breaks: ['RP-OK-08'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...when(seenBefore, (answer) => ({ ...answer, status: 204, body: '' })),
  },

  {
    id: 'token-constant',
    title: 'Each reset issues the same token',
    breaks: ['RP-OK-09'],
    shows: 'always',
    origin: 'gateway',
    policy: { newToken: () => 'ZkXo2T8fQw5nVb3Lr7Yc9Jd1Hs6Mp4Ga0Ue' },
  },
  {
    id: 'token-repeats',
    title: 'Every fifth reset issues the token before it again',
    breaks: ['RP-OK-09'],
    shows: 'every fifth reset',
    origin: 'gateway',
    policy: {
      newToken: ({ tokens }) => (tokens.length % 5 === 4 ? tokens.at(-1)?.value : undefined) ?? randomText(40),
    },
  },

  {
    id: 'token-every-second-twice',
    title: 'Every second reset issues the token before it again',
    breaks: ['RP-OK-09'],
    shows: 'every second reset',
    origin: 'gateway',
    policy: {
      newToken: ({ tokens }) => (tokens.length % 2 === 1 ? tokens.at(-1)?.value : undefined) ?? randomText(40),
    },
  },
  {
    id: 'space-before-body',
    title: 'White space before the body is no JSON',
    breaks: ['RP-OK-10'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(all(accountReset, body(/^\s/)), answers(400)),
  },
  {
    id: 'space-after-body',
    title: 'A line end after the body is no JSON',
    breaks: ['RP-OK-10'],
    shows: 'for one body',
    origin: 'gateway',
    ...when(all(accountReset, body(/\s$/)), answers(400)),
  },
  {
    id: 'tab-crash',
    title: 'A tab in the body crashes a parser of its own',
    breaks: ['RP-OK-10', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(all(accountReset, body(/\t/)), crash),
  },

  {
    id: 'escapes-unknown',
    title: 'Escaped characters are taken as they stand',
    breaks: ['RP-OK-11'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(all(accountReset, body(/\\u006b/)), answers(422)),
  },
  {
    id: 'escaped-name-missing',
    title: 'A member whose name has escapes counts as missing',
    breaks: ['RP-OK-11'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(all(accountReset, body(/\\u0065mail/)), answers(400)),
  },
  {
    id: 'escapes-crash',
    title: 'An escape crashes the firewall before the application',
    breaks: ['RP-OK-11', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'gateway',
    ...when(all(accountReset, body(/\\u0040/)), crash),
  },

  {
    id: 'python-forbidden',
    title: 'A gateway forbids Python requests',
    breaks: ['RP-OK-12'],
    shows: 'for one client',
    origin: 'gateway',
    ...when(all(accountReset, header('User-Agent', /python-requests/)), answers(403)),
  },
  {
    id: 'curl-captcha',
    title: 'A gateway shows curl a page to prove that it is no robot',
    breaks: ['RP-OK-12', 'RP-OK-02', 'RP-OK-03'],
    shows: 'for one client',
    origin: 'gateway',
    ...when(all(accountReset, header('User-Agent', /^curl/)), page(200, 'Are you a robot?')),
  },
  {
    id: 'httpie-not-acceptable',
    title: 'A quality in Accept is answered 406',
    breaks: ['RP-OK-12', 'RP-ERR-07'],
    shows: 'for one client',
    origin: 'framework',
    ...when(all(accountReset, header('Accept', /q=0\.5/)), answers(406)),
  },

  {
    id: 'accept-required',
    title: 'A request without Accept is answered 400',
    breaks: ['RP-OK-12', 'RP-OK-13', 'RP-ROB-16'],
    shows: 'without the header',
    origin: 'framework',
    ...when(all(accountReset, header('Accept', undefined)), answers(400)),
  },
  {
    id: 'accept-missing-crash',
    title: 'A request without Accept crashes the negotiation',
    breaks: ['RP-OK-12', 'RP-OK-13', 'RP-ERR-07', 'RP-ROB-16'],
    shows: 'without the header',
    origin: 'framework',
    ...when(all(accountReset, header('Accept', undefined)), crash),
  },
  {
    id: 'accept-json-refused',
    title: 'Accept: application/json is answered 406',
    breaks: ['RP-OK-13', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'refactoring',
    ...when(all(accountReset, header('Accept', 'application/json')), answers(406)),
  },

  {
    id: 'query-refused',
    title: 'An unknown query parameter is answered 400',
    breaks: ['RP-OK-14'],
    shows: 'with a query',
    origin: 'framework',
    ...when(query, answers(400)),
  },
  {
    id: 'query-not-found',
    title: 'A path with a query is not found',
    breaks: ['RP-OK-14'],
    shows: 'with a query',
    origin: 'gateway',
    ...when(query, answers(404)),
  },
  {
    id: 'query-crash',
    title: 'An unknown query parameter crashes the call',
    breaks: ['RP-OK-14', 'RP-ERR-07'],
    shows: 'with a query',
    origin: 'refactoring',
    ...when(query, crash),
  },

  {
    id: 'domain-case',
    title: 'The domain is compared with its case',
    breaks: ['RP-OK-15'],
    shows: 'for one address',
    origin: 'refactoring',
    ...when(
      email((value) => value.endsWith('@EXAMPLE.COM') && value.startsWith('kiosk')),
      answers(422),
    ),
  },
  {
    id: 'domain-capitals-refused',
    title: 'Capitals in a domain are no address',
    breaks: ['RP-OK-15'],
    shows: 'for one address',
    origin: 'framework',
    ...when(
      email((value) => value.endsWith('@EXAMPLE.COM') && value.startsWith('kiosk')),
      answers(400),
    ),
  },
  {
    id: 'domain-capitals-crash',
    title: 'Capitals in a domain crash the look-up',
    breaks: ['RP-OK-15', 'RP-ERR-07'],
    shows: 'for one address',
    origin: 'refactoring',
    ...when(
      email((value) => value.endsWith('@EXAMPLE.COM') && value.startsWith('kiosk')),
      crash,
    ),
  },
];
