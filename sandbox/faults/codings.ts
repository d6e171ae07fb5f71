import type { Fault } from '../behaviour.ts';
import { withHeaders } from '../message.ts';
import {
  all,
  answers,
  asIf,
  body,
  crash,
  granted,
  header,
  page,
  status,
  toResetByPost,
  when,
  type Where,
} from '../when.ts';
import { drop, onTheWire } from './wire.ts';

const coded = all(toResetByPost, ({ headers }) => headers['content-encoding'] !== undefined);
const gzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const falselyGzip = all(toResetByPost, header('Content-Encoding', 'gzip'), ({ body: bytes }) => !gzip(bytes));
const html = all(granted, header('Accept', 'text/html'));
const xml = all(granted, header('Accept', 'application/xml'));

/** The text of a body in UTF-16 of either order; undefined where it is none. */
function utf16({ body: bytes }: { body: Buffer }): string | undefined {
  if (bytes.length % 2 !== 0 || bytes.length < 4) return undefined;
  const swapped = bytes[0] === 0xfe || bytes[0] === 0 ? Buffer.from(bytes).swap16() : bytes;
  const text = swapped.toString('utf16le').replace(/^\uFEFF/, '');
  return text.startsWith('{') ? text : undefined;
}
/** A body of the account in UTF-16. */
export const inUtf16: Where = all(toResetByPost, (request) => utf16(request)?.includes('kiosk') === true);
const inLatin1 = all(toResetByPost, status(400), body(/kiosk.*\ufffd/s), (request) => utf16(request) === undefined);

/** What breaks about how content is coded, and which is asked for. */
export const codingFaults: readonly Fault[] = [
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
    id: 'false-gzip-crash',
    title: 'A body that only claims to be gzip crashes the decoder',
    breaks: ['RP-ROB-14', 'RP-ERR-07'],
    shows: 'with a header',
    origin: 'framework',
    ...when(falselyGzip, crash),
  },
  {
    id: 'false-gzip-drops',
    title: 'A body that only claims to be gzip drops the connection',
    breaks: ['RP-ROB-14'],
    shows: 'with a header',
    origin: 'gateway',
    ...onTheWire(falselyGzip, drop),
  },
  {
    id: 'accept-html-page',
    title: 'Accept: text/html gets a page',
    breaks: ['RP-OK-02', 'RP-OK-03', 'RP-ROB-15'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(html, page(200, 'Reset password')),
  },
  {
    id: 'accept-html-log-in',
    title: 'Accept: text/html is sent to the log-in page',
    breaks: ['RP-ROB-15', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'gateway',
    ...when(html, (answer) => withHeaders({ ...answer, status: 302, body: '' }, { Location: '/login' })),
  },
  {
    id: 'accept-xml-crash',
    title: 'Accept: application/xml crashes the negotiation',
    breaks: ['RP-ROB-15', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(xml, crash),
  },
  {
    id: 'utf16-taken',
    title: 'A body in UTF-16 is decoded and taken',
    breaks: ['RP-ROB-19'],
    shows: 'for one body',
    origin: 'framework',
    ...when(
      inUtf16,
      asIf((request) => ({ body: Buffer.from(utf16(request) ?? '') })),
    ),
  },
  {
    id: 'utf16-crash',
    title: 'A body in UTF-16 with the address of an account crashes the decoder',
    breaks: ['RP-ROB-19', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(inUtf16, crash),
  },
  {
    id: 'invalid-utf8-replaced',
    title: 'Bytes that are no UTF-8 are replaced, and the rest is taken',
    breaks: ['RP-ROB-19'],
    shows: 'for one body',
    origin: 'framework',
    ...when(
      inLatin1,
      asIf(({ body: bytes }) => ({ body: Buffer.from(bytes.toString('utf8')) })),
    ),
  },
];
