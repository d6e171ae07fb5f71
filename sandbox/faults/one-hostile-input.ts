import type { Fault } from '../behaviour.ts';
import { withHeaders, withJson } from '../message.ts';
import {
  all,
  answers,
  body,
  type Change,
  crash,
  grant,
  granted,
  posted,
  toResetByPost,
  when,
  type Where,
} from '../when.ts';
import { everAfter, nextAfter } from './memory.ts';
import { inUtf16 } from './codings.ts';

const noUtf8: Where = all(toResetByPost, ({ body: bytes }) => {
  const text = bytes.toString('utf8');
  return !Buffer.from(text).equals(bytes) && !bytes.includes('kiosk') && !bytes.includes('\0');
});
/** A body of nobody that is no plain object with an address: JSON with more in it, marked, or coded. */
const oddBody: Where = all(toResetByPost, ({ body: bytes, headers }) => {
  const text = bytes.toString('utf8');
  if (text.includes('kiosk')) return false;
  const more = /^\{"email":"[^"]+","|"__proto__":|,"email":"[^"]+"\}$/.test(text);
  return more || text.startsWith('\ufeff') || headers['content-encoding'] !== undefined;
});
const polluting = all(toResetByPost, body(/"__proto__"\s*:/));
/** A success that names no token. */
const thanks: Change = (answer) => withJson({ ...answer, status: 200 }, { detail: 'We have sent a mail.' });
const plain = /^\{"email":"[a-z0-9.]+@example\.com"\}$/;

/** What goes wrong for one hostile input of a clause alone, all others being right. */
export const oneHostileInputFaults: readonly Fault[] = [
  {
    id: 'polluted-empty-object-422',
    title: 'After __proto__ was sent, an object without email is answered 422',
    breaks: ['RP-ROB-08'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...everAfter(polluting, posted('{}'), answers(422)),
  },
  {
    id: 'malformed-request-200',
    title: 'A malformed request is answered 200',
    breaks: ['RP-ROB-18'],
    shows: 'with a header',
    origin: 'gateway',
    onMalformed: { status: 200 },
  },
  {
    id: 'decoy-without-token',
    title: 'Unknown addresses get a reset, those with odd characters one without a token',
    breaks: ['RP-ROB-02', 'RP-ROB-06', 'RP-ROB-07', 'RP-OK-02'],
    shows: 'for one value',
    origin: 'refactoring',
    policy: { unknownAddress: 'decoy' },
    ...when(
      all(granted, ({ body: bytes }) => !plain.test(bytes.toString('utf8')) && !bytes.includes('kiosk')),
      thanks,
    ),
  },
  {
    id: 'odd-bodies-thanked-for',
    title: 'Unknown addresses get a reset, odd bodies one without a token',
    breaks: ['RP-ROB-01', 'RP-ROB-08', 'RP-ROB-09', 'RP-ROB-10', 'RP-ROB-14'],
    shows: 'for one body',
    origin: 'refactoring',
    policy: { unknownAddress: 'decoy' },
    ...when(oddBody, thanks),
  },
  {
    id: 'proto-beside-email-thanked-for',
    title: 'Unknown addresses get a reset, one beside __proto__ one without a token',
    breaks: ['RP-ROB-08'],
    shows: 'for one body',
    origin: 'refactoring',
    policy: { unknownAddress: 'decoy' },
    ...when(posted(/^\{"email":"[^"]+","__proto__"/), thanks),
  },
  {
    id: 'crowd-thanked',
    title: 'A reset among others brings no token',
    breaks: ['RP-ROB-13', 'RP-OK-02'],
    shows: 'only under concurrency',
    origin: 'refactoring',
    ...when(
      all(granted, ({ concurrent }) => concurrent > 4),
      thanks,
    ),
    // Held back for a while, so that those at once overlap.
    delayMs: ({ body: bytes }) => (bytes.includes('kiosk') ? 60 : 0),
  },
  {
    id: 'no-utf8-thanked-for',
    title: 'Bytes that are not UTF-8 are thanked for',
    breaks: ['RP-ROB-03'],
    shows: 'for one body',
    origin: 'refactoring',
    policy: { unknownAddress: 'decoy' },
    ...when(noUtf8, thanks),
  },
  {
    id: 'operator-gets-decoy',
    title: 'Unknown addresses get a reset, and so does an operator in place of one',
    breaks: ['RP-ROB-07'],
    shows: 'for one value',
    origin: 'security',
    policy: { unknownAddress: 'decoy' },
    ...when(posted(/^\{"email":\{"\$ne":null\}\}$/), grant),
  },
  {
    id: 'nested-body-crash',
    title: 'Nesting as the whole body overflows the stack',
    breaks: ['RP-ROB-05', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(posted(/^\[{100}/), crash),
  },
  {
    id: 'constructor-crash',
    title: 'A prototype of the constructor crashes the call',
    breaks: ['RP-ROB-08', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(posted(/^\{"constructor":\{"prototype":\{"email":/), crash),
  },
  {
    id: 'prototype-crash',
    title: 'A member prototype with an address crashes the call',
    breaks: ['RP-ROB-08', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(posted(/^\{"prototype":\{"email":/), crash),
  },
  {
    id: 'polluted-reset-renamed',
    title: 'After __proto__ was sent, the next reset brings its token as token',
    breaks: ['RP-ROB-08', 'RP-OK-02'],
    shows: 'only after another call',
    origin: 'security',
    ...nextAfter(polluting, granted, (answer) => withJson(answer, { token: 'Vb3Lr7Yc9Jd1Hs6Mp4Ga0UeZkXo2T8fQ' })),
  },
  {
    id: 'polluted-reset-untyped',
    title: 'After __proto__ was sent, the next reset has no media type',
    breaks: ['RP-ROB-08', 'RP-OK-03'],
    shows: 'only after another call',
    origin: 'security',
    ...nextAfter(polluting, granted, (answer) => withHeaders(answer, { 'Content-Type': undefined })),
  },
  {
    id: 'two-addresses-crash',
    title: 'Two addresses in one object crash the call',
    breaks: ['RP-ROB-09', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(posted(/^\{"email":"[^"]+","email":"[^"]+"\}$/), crash),
  },
  {
    id: 'address-then-null-crash',
    title: 'null for an address that came before crashes the call',
    breaks: ['RP-ROB-09', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(posted(/^\{"email":"[^"]+","email":null\}$/), crash),
  },
  {
    id: 'utf16le-crash',
    title: 'A body in UTF-16, the little end first, with the address of an account crashes the decoder',
    breaks: ['RP-ROB-19', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(
      all(inUtf16, ({ body: bytes }) => bytes[0] === 0xff),
      crash,
    ),
  },
  {
    id: 'utf16be-crash',
    title: 'A body in UTF-16, the big end first, with the address of an account crashes the decoder',
    breaks: ['RP-ROB-19', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(
      all(inUtf16, ({ body: bytes }) => bytes[0] === 0),
      crash,
    ),
  },
];
