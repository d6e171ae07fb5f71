import { fault, type Fault } from '../behaviour.ts';
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

/** The text of a body in UTF-16 of either byte order, or undefined if it is something else. */
function utf16({ body: bytes }: { body: Buffer }): string | undefined {
  if (bytes.length % 2 !== 0 || bytes.length < 4) return undefined;
  const swapped = bytes[0] === 0xfe || bytes[0] === 0 ? Buffer.from(bytes).swap16() : bytes;
  const text = swapped.toString('utf16le').replace(/^\uFEFF/, '');
  return text.startsWith('{') ? text : undefined;
}

/** A reset request for the account in UTF-16. */
export const inUtf16: Where = all(toResetByPost, (request) => utf16(request)?.includes('kiosk') === true);
const inLatin1 = all(toResetByPost, status(400), body(/kiosk.*\ufffd/s), (request) => utf16(request) === undefined);

/** Faults of content codings, text encodings and content negotiation. */
export const codingFaults: readonly Fault[] = [
  fault(
    'gzip-crash',
    'A content coding crashes the call',
    ['RP-ROB-14', 'RP-ERR-07'],
    when(coded, crash),
    'for one header',
  ),
  fault(
    'gzip-conflict',
    'A content coding is answered 409',
    ['RP-ROB-14'],
    when(coded, answers(409)),
    'for one header',
  ),
  fault(
    'false-gzip-crash',
    'A body that only claims to be gzip crashes the decoder',
    ['RP-ROB-14', 'RP-ERR-07'],
    when(falselyGzip, crash),
    'for one header',
  ),
  fault(
    'false-gzip-drops',
    'A body that only claims to be gzip drops the connection',
    ['RP-ROB-14'],
    onTheWire(falselyGzip, drop),
    'for one header',
  ),
  fault(
    'accept-xml-page',
    'Accept: application/xml gets a page in HTML',
    ['RP-OK-02', 'RP-OK-03', 'RP-ROB-15'],
    when(xml, page(200, 'Reset password')),
    'for one media type',
  ),
  fault(
    'accept-html-log-in',
    'Accept: text/html is sent to the log-in page',
    ['RP-ROB-15', 'RP-ERR-07'],
    when(html, (answer) => withHeaders({ ...answer, status: 302, body: '' }, { Location: '/login' })),
    'for one media type',
  ),
  fault(
    'accept-xml-crash',
    'Accept: application/xml crashes the negotiation',
    ['RP-ROB-15', 'RP-ERR-07'],
    when(xml, crash),
    'for one media type',
  ),
  fault(
    'utf16-taken',
    'A body in UTF-16 is decoded and taken',
    ['RP-ROB-19'],
    when(
      inUtf16,
      asIf((request) => ({ body: Buffer.from(utf16(request) ?? '') })),
    ),
    'for one body',
  ),
  fault(
    'utf16le-without-bom-taken',
    'A body in UTF-16 is decoded and taken, the little end first and without a byte order mark',
    ['RP-ROB-19'],
    when(
      all(inUtf16, ({ body: bytes }) => bytes[0] === 0x7b),
      asIf((request) => ({ body: Buffer.from(utf16(request) ?? '') })),
    ),
    'for one body',
  ),
  fault(
    'utf16-crash',
    'A body in UTF-16 with the address of an account crashes the decoder',
    ['RP-ROB-19', 'RP-ERR-07'],
    when(inUtf16, crash),
    'for one body',
  ),
  fault(
    'invalid-utf8-replaced',
    'Bytes that are no UTF-8 are replaced, and the rest is taken',
    ['RP-ROB-19'],
    when(
      inLatin1,
      asIf(({ body: bytes }) => ({ body: Buffer.from(bytes.toString('utf8')) })),
    ),
    'for one body',
  ),
];
