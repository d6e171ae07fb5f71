import type { Behaviour, Fault, Wire } from '../behaviour.ts';
import type { SandboxAnswer, SandboxRequest } from '../message.ts';
import { withJson } from '../message.ts';
import { randomText } from '../state.ts';
import {
  all,
  answers,
  asIf,
  body,
  type Change,
  crash,
  email,
  granted,
  header,
  method,
  page,
  posted,
  toReset,
  when,
  type Where,
} from './when.ts';

const post = all(toReset, method('POST'));
const json = all(post, header('Content-Type', /^application\/json/i));
const grant: Change = (answer) => withJson({ ...answer, status: 200 }, { reset_token: randomText(40) });
const mine = (request: SandboxRequest): boolean => request.body.includes('kiosk');

/** Plays a script on the wire instead of the answers that a condition fits. */
function wire(where: Where, play: (wire: Wire, answer: SandboxAnswer) => void): Behaviour {
  return {
    write: (answer, request, below) => {
      if (!where(request, answer, undefined as never)) return false;
      play(below, answer);
      return true;
    },
  };
}

const hang = (): void => undefined;
const drop = ({ socket }: Wire): void => void socket.destroy();
const head = (answer: SandboxAnswer, length: number): string =>
  `HTTP/1.1 ${answer.status} Answer\r\nContent-Type: application/json\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`;
const half = ({ socket }: Wire, answer: SandboxAnswer): void => void socket.end(`${head(answer, 999)}{"det`);
const surplus = ({ socket }: Wire, answer: SandboxAnswer): void =>
  void socket.end(`${head(answer, 2)}{}{"detail":"more"}`);

const utf8 = (bytes: Buffer): boolean => Buffer.from(bytes.toString('utf8')).equals(bytes);
const invalidUtf8 = all(json, header('Content-Encoding', undefined), ({ body: bytes }) => !utf8(bytes));
const utf16 = (bytes: Buffer): string | undefined => {
  if (bytes.length % 2 !== 0 || bytes.length < 4) return undefined;
  const swapped = bytes[0] === 0xfe || bytes[0] === 0 ? Buffer.from(bytes).swap16() : bytes;
  const text = swapped.toString('utf16le').replace(/^\uFEFF/, '');
  return text.startsWith('{') ? text : undefined;
};
const longAddress = (least: number, most = Infinity): Where =>
  all(
    post,
    ({ body: bytes, tooLarge }) => !bytes.includes('[[') && (tooLarge || (bytes.length > least && bytes.length < most)),
  );
const nested = all(post, ({ body: bytes }) => bytes.includes('[[[[[[[[[[') || bytes.includes('{"a":{"a":'));
const bom = all(post, ({ body: bytes }) => bytes[0] === 0xef && bytes[1] === 0xbb);
const polluting = all(post, body(/"(?:__proto__|constructor|prototype)"\s*:/));
const coded = all(post, ({ headers }) => headers['content-encoding'] !== undefined);
const atOnce = all(granted, ({ concurrent }) => concurrent > 8);
const twice = all(json, body(/^\{\s*"email":[^{}]*,\s*"email":[^{}]*\}$/));
const manyHeaders: Where = ({ headers }) => Object.keys(headers).length > 100;

/** Changes what fits once a mark was seen; `onlyNext` forgets the mark then. */
function after(mark: Where, then: Where, change: Change, onlyNext = false): NonNullable<Fault['answer']> {
  const seen = new WeakSet<object>();
  return (answer, request, context) => {
    if (mark(request, answer, context)) seen.add(context.state);
    if (!seen.has(context.state) || !then(request, answer, context)) return answer;
    if (onlyNext) seen.delete(context.state);
    return change(answer, request, context);
  };
}

/** What breaks on input that nobody expects. */
export const robustnessFaults: readonly Fault[] = [
  {
    id: 'nested-object-crash',
    title: 'An object as a member crashes the serializer',
    breaks: ['RP-ROB-01', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(
      all(
        json,
        body(/^(?!\{"email"|\["|.*(?:__proto__|constructor|prototype)).*[[{].*[[{]/s),
        ({ body: bytes }) => utf8(bytes) && bytes.length < 2000,
      ),
      crash,
    ),
  },
  {
    id: 'quote-crash',
    title: 'A single quote in an address crashes the query',
    breaks: ['RP-ROB-02', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'security',
    ...when(
      email((value) => value.includes("'")),
      crash,
    ),
  },
  {
    id: 'emoji-crash',
    title: 'A character beyond the basic plane crashes the database',
    breaks: ['RP-ROB-02', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(
      email((value) => /[\u{10000}-\u{10ffff}]/u.test(value)),
      crash,
    ),
  },
  {
    id: 'non-ascii-hangs',
    title: 'A letter beyond ASCII hangs a regular expression',
    breaks: ['RP-ROB-02'],
    shows: 'for one value',
    origin: 'refactoring',
    ...wire(
      email((value) => /[\u00c0-\u00ff]/.test(value)),
      hang,
    ),
  },
  {
    id: 'backslash-drops',
    title: 'A backslash in an address drops the connection',
    breaks: ['RP-ROB-02'],
    shows: 'for one value',
    origin: 'gateway',
    ...wire(
      email((value) => value.includes('\\')),
      drop,
    ),
  },
  {
    id: 'invalid-utf8-crash',
    title: 'Bytes that are no UTF-8 crash the decoder',
    breaks: ['RP-ROB-03', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(invalidUtf8, crash),
  },
  {
    id: 'invalid-utf8-page',
    title: 'Bytes that are no UTF-8 get the page of a gateway',
    breaks: ['RP-ROB-03'],
    shows: 'for one body',
    origin: 'gateway',
    ...when(invalidUtf8, page(403, 'Forbidden')),
  },
  {
    id: 'long-address-crash',
    title: 'An address of 321 characters overflows a column',
    breaks: ['RP-ROB-04', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(
      all(json, ({ body: bytes }) => bytes.length > 330 && bytes.length < 345 && bytes.includes('@')),
      crash,
    ),
  },
  {
    id: 'large-body-hangs',
    title: 'A body of 1 MiB is never answered',
    breaks: ['RP-ROB-04'],
    shows: 'for one body',
    origin: 'gateway',
    ...wire(longAddress(60_000), hang),
  },
  {
    id: 'nesting-crash',
    title: 'Nesting overflows the stack',
    breaks: ['RP-ROB-05', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(nested, crash),
  },
  {
    id: 'nesting-drops',
    title: 'Nesting ends the process, and the connection with it',
    breaks: ['RP-ROB-05'],
    shows: 'for one body',
    origin: 'framework',
    ...wire(nested, drop),
  },
  {
    id: 'nul-crash',
    title: 'A NUL in an address crashes the database',
    breaks: ['RP-ROB-06', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(
      email((value) => value.includes('\0')),
      crash,
    ),
  },
  {
    id: 'half-a-refusal-of-controls',
    title: 'A right-to-left mark gets half a response',
    breaks: ['RP-ROB-06'],
    shows: 'for one value',
    origin: 'gateway',
    ...wire(
      email((value) => /[\u200f\u202e]/.test(value)),
      half,
    ),
  },
  {
    id: 'operator-taken',
    title: 'An operator as email gets a token',
    breaks: ['RP-ROB-07'],
    shows: 'for one value',
    origin: 'security',
    ...when(all(json, body(/"\$ne"/)), grant),
  },
  {
    id: 'template-crash',
    title: 'A template in an address is evaluated, and crashes',
    breaks: ['RP-ROB-07', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'security',
    ...when(
      email((value) => /\{\{|\$\{|<%/.test(value)),
      crash,
    ),
  },
  {
    id: 'prototype-polluted',
    title: 'After __proto__ was sent, an object without email is taken',
    breaks: ['RP-ROB-08'],
    shows: 'only after another call',
    origin: 'security',
    answer: after(polluting, posted('{}'), grant),
  },
  {
    id: 'proto-crash',
    title: 'A __proto__ member crashes the call',
    breaks: ['RP-ROB-08', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(polluting, crash),
  },
  {
    id: 'duplicate-member-crash',
    title: 'A member that stands twice crashes the call',
    breaks: ['RP-ROB-09', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(twice, crash),
  },
  {
    id: 'bom-crash',
    title: 'A byte order mark crashes the parser',
    breaks: ['RP-ROB-10', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(bom, crash),
  },
  {
    id: 'bom-hangs',
    title: 'A byte order mark is never answered',
    breaks: ['RP-ROB-10'],
    shows: 'for one body',
    origin: 'refactoring',
    ...wire(bom, hang),
  },
  {
    id: 'down-after-bom',
    title: 'After a byte order mark the next reset is answered 500',
    breaks: ['RP-ROB-11', 'RP-ERR-07'],
    shows: 'only after another call',
    origin: 'rot',
    answer: after(bom, granted, crash, true),
  },
  {
    id: 'second-on-connection-crash',
    title: 'The body of a refused request stays on its connection',
    breaks: ['RP-ROB-12'],
    shows: 'only on one connection',
    origin: 'framework',
    ...when(
      all(post, ({ numberOnConnection }) => numberOnConnection > 1),
      answers(400),
    ),
  },
  {
    id: 'second-on-connection-hangs',
    title: 'The second request of a connection is never answered',
    breaks: ['RP-ROB-12'],
    shows: 'only on one connection',
    origin: 'gateway',
    ...wire(
      all(post, ({ numberOnConnection }) => numberOnConnection > 1),
      hang,
    ),
  },
  {
    id: 'burst-crash',
    title: 'More than eight resets at once exhaust the connections to the database',
    breaks: ['RP-ROB-13', 'RP-ERR-07'],
    shows: 'only under concurrency',
    origin: 'framework',
    ...when(atOnce, crash),
    delayMs: (request) => (request.path.includes('reset-password') && mine(request) ? 15 : 0),
  },
  {
    id: 'burst-busy',
    title: 'More than eight resets at once are answered 409',
    breaks: ['RP-ROB-13'],
    shows: 'only under concurrency',
    origin: 'refactoring',
    ...when(atOnce, answers(409)),
    delayMs: (request) => (request.path.includes('reset-password') && mine(request) ? 15 : 0),
  },
  {
    id: 'gzip-crash',
    title: 'A content coding crashes the call',
    breaks: ['RP-ROB-14', 'RP-ERR-07'],
    shows: 'with a header',
    origin: 'framework',
    ...when(coded, crash),
  },
  {
    id: 'gzip-forbidden',
    title: 'A content coding is answered 403',
    breaks: ['RP-ROB-14'],
    shows: 'with a header',
    origin: 'gateway',
    ...when(coded, answers(403)),
  },
  {
    id: 'accept-html-page',
    title: 'Accept: text/html gets a page',
    breaks: ['RP-ROB-15'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(all(granted, header('Accept', 'text/html')), page(200, 'Reset password')),
  },
  {
    id: 'accept-xml-crash',
    title: 'Accept: application/xml crashes the negotiation',
    breaks: ['RP-ROB-15', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(all(granted, header('Accept', 'application/xml')), crash),
  },
  {
    id: 'chunked-411',
    title: 'A chunked body is answered 411',
    breaks: ['RP-OK-12', 'RP-ROB-16', 'RP-ERR-07'],
    shows: 'for one client',
    origin: 'gateway',
    ...when(all(post, header('Transfer-Encoding', 'chunked')), answers(411)),
  },
  {
    id: 'expect-crash',
    title: 'Expect: 100-continue crashes the gateway',
    breaks: ['RP-ROB-16', 'RP-ERR-07'],
    shows: 'with a header',
    origin: 'gateway',
    ...when(all(granted, header('Expect', /100-continue/i)), crash),
  },
  {
    id: 'expect-forgets-body',
    title: 'After Expect: 100-continue the body is forgotten',
    breaks: ['RP-ROB-16'],
    shows: 'with a header',
    origin: 'framework',
    ...when(
      all(granted, header('Expect', /100-continue/i)),
      asIf(() => ({ body: Buffer.alloc(0) })),
    ),
  },
  {
    id: 'many-headers-crash',
    title: '200 headers crash the application',
    breaks: ['RP-ROB-17', 'RP-ERR-07'],
    shows: 'with a header',
    origin: 'framework',
    ...when(all(granted, manyHeaders), crash),
  },
  {
    id: 'long-target-hangs',
    title: '200 headers are never answered',
    breaks: ['RP-ROB-17'],
    shows: 'with a header',
    origin: 'gateway',
    ...wire(all(granted, manyHeaders), hang),
  },
  {
    id: 'smuggling-taken',
    title: 'A malformed request is answered as if it were good',
    breaks: ['RP-ROB-18'],
    shows: 'with a header',
    origin: 'gateway',
    onMalformed: { status: 422 },
  },
  {
    id: 'malformed-crash-page',
    title: 'A malformed request is answered 500',
    breaks: ['RP-ROB-18'],
    shows: 'with a header',
    origin: 'gateway',
    onMalformed: { status: 500 },
  },
  {
    id: 'utf16-taken',
    title: 'A body in UTF-16 is decoded and taken',
    breaks: ['RP-ROB-19'],
    shows: 'for one body',
    origin: 'framework',
    ...when(
      all(json, ({ body: bytes }) => utf16(bytes)?.includes('kiosk') === true),
      asIf(({ body: bytes }) => ({ body: Buffer.from(utf16(bytes) ?? '') })),
    ),
  },
  {
    id: 'invalid-utf8-replaced',
    title: 'Bytes that are no UTF-8 are replaced, and the rest is taken',
    breaks: ['RP-ROB-19'],
    shows: 'for one body',
    origin: 'framework',
    ...when(
      all(invalidUtf8, mine),
      asIf(({ body: bytes }) => ({ body: Buffer.from(bytes.toString('utf8')) })),
    ),
  },
  {
    id: 'surplus-after-refusal',
    title: 'Bytes follow the refusal of a member that stands twice',
    breaks: ['RP-ROB-09'],
    shows: 'for one body',
    origin: 'gateway',
    ...wire(twice, surplus),
  },
];
