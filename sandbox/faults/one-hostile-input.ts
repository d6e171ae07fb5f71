import { fault, type Fault } from '../behaviour.ts';
import { everAfter, nextAfter } from '../memory.ts';
import { withHeaders, withJson } from '../message.ts';
import {
  all,
  answers,
  body,
  type Change,
  crash,
  email,
  grant,
  granted,
  posted,
  toResetAsJson,
  toResetByPost,
  when,
  type Where,
} from '../when.ts';
import { inUtf16 } from './codings.ts';

const noUtf8: Where = all(toResetByPost, ({ body: bytes }) => {
  const text = bytes.toString('utf8');
  return !Buffer.from(text).equals(bytes) && !bytes.includes('kiosk') && !bytes.includes('\0');
});

/** A body without the account's address that has further members, a byte order mark or a content coding. */
const oddBody: Where = all(toResetByPost, ({ body: bytes, headers }) => {
  const text = bytes.toString('utf8');
  if (text.includes('kiosk')) return false;
  const more = /^\{"email":"[^"]+","|"__proto__":|,"email":"[^"]+"\}$/.test(text);
  return more || text.startsWith('\ufeff') || headers['content-encoding'] !== undefined;
});
const polluting = all(toResetByPost, body(/"__proto__"\s*:/));

/** Replaces the answer by a success without a token. */
const thanks: Change = (answer) => withJson({ ...answer, status: 200 }, { detail: 'We have sent a mail.' });
const plain = /^\{"email":"[a-z0-9.]+@example\.com"\}$/;

/** Faults that only one of the hostile inputs of a clause shows. */
export const oneHostileInputFaults: readonly Fault[] = [
  fault(
    'polluted-empty-object-422',
    'After __proto__ was sent, an object without email is answered 422',
    ['RP-ROB-08'],
    everAfter(polluting, posted('{}'), answers(422)),
    'depending on earlier calls',
  ),
  fault(
    'malformed-request-200',
    'A malformed request is answered 200',
    ['RP-ROB-18', 'RP-ROB-21'],
    { onMalformed: { status: 200 } },
    'for one header',
  ),
  fault(
    'decoy-without-token',
    'Unknown addresses get a reset, those with odd characters one without a token',
    ['RP-ROB-02', 'RP-ROB-06', 'RP-ROB-07', 'RP-OK-02'],
    {
      policy: { unknownAddress: 'decoy' },
      ...when(
        all(granted, ({ body: bytes }) => !plain.test(bytes.toString('utf8')) && !bytes.includes('kiosk')),
        thanks,
      ),
    },
    'for one value',
  ),
  fault(
    'odd-bodies-thanked-for',
    'Unknown addresses get a reset, odd bodies one without a token',
    ['RP-ROB-01', 'RP-ROB-08', 'RP-ROB-09', 'RP-ROB-10', 'RP-ROB-14'],
    { policy: { unknownAddress: 'decoy' }, ...when(oddBody, thanks) },
    'for one body',
  ),
  fault(
    'proto-beside-email-thanked-for',
    'Unknown addresses get a reset, one beside __proto__ one without a token',
    ['RP-ROB-08'],
    { policy: { unknownAddress: 'decoy' }, ...when(posted(/^\{"email":"[^"]+","__proto__"/), thanks) },
    'for one body',
  ),
  fault(
    'long-address-thanked-for',
    'Unknown addresses get a reset, one of 321 characters one without a token',
    ['RP-ROB-04'],
    {
      policy: { unknownAddress: 'decoy' },
      ...when(
        all(
          toResetAsJson,
          email((value) => value.length === 321),
        ),
        thanks,
      ),
    },
    'for one value',
  ),
  fault(
    'malformed-request-thanked-for',
    'Unknown addresses get a reset, a malformed request one without a token',
    ['RP-ROB-18', 'RP-ROB-21'],
    { policy: { unknownAddress: 'decoy' }, onMalformed: { status: 200, body: '{"detail":"We have sent a mail."}' } },
    'for one header',
  ),
  fault(
    'crowd-thanked',
    'A reset among others brings no token',
    ['RP-ROB-13', 'RP-OK-02'],
    {
      ...when(
        all(granted, ({ concurrent }) => concurrent > 4),
        thanks,
      ),
      // The delay makes simultaneous resets overlap.
      delayMs: ({ body: bytes }) => (bytes.includes('kiosk') ? 60 : 0),
    },
    'under concurrency',
  ),
  fault(
    'no-utf8-thanked-for',
    'Bytes that are not UTF-8 are thanked for',
    ['RP-ROB-03'],
    { policy: { unknownAddress: 'decoy' }, ...when(noUtf8, thanks) },
    'for one body',
  ),
  fault(
    'operator-gets-decoy',
    'Unknown addresses get a reset, and so does an operator in place of one',
    ['RP-ROB-07'],
    { policy: { unknownAddress: 'decoy' }, ...when(posted(/^\{"email":\{"\$ne":null\}\}$/), grant) },
    'for one value',
  ),
  fault(
    'nested-body-crash',
    'Nesting as the whole body overflows the stack',
    ['RP-ROB-05', 'RP-ERR-07'],
    when(posted(/^\[{100}/), crash),
    'for one body',
  ),
  fault(
    'constructor-crash',
    'A prototype of the constructor crashes the call',
    ['RP-ROB-08', 'RP-ERR-07'],
    when(posted(/^\{"constructor":\{"prototype":\{"email":/), crash),
    'for one body',
  ),
  fault(
    'prototype-crash',
    'A member prototype with an address crashes the call',
    ['RP-ROB-08', 'RP-ERR-07'],
    when(posted(/^\{"prototype":\{"email":/), crash),
    'for one body',
  ),
  fault(
    'polluted-reset-renamed',
    'After __proto__ was sent, the next reset brings its token as token',
    ['RP-ROB-08', 'RP-OK-02'],
    nextAfter(polluting, granted, (answer) => withJson(answer, { token: 'Vb3Lr7Yc9Jd1Hs6Mp4Ga0UeZkXo2T8fQ' })),
    'depending on earlier calls',
  ),
  fault(
    'polluted-reset-untyped',
    'After __proto__ was sent, the next reset has no media type',
    ['RP-ROB-08', 'RP-OK-03'],
    nextAfter(polluting, granted, (answer) => withHeaders(answer, { 'Content-Type': undefined })),
    'depending on earlier calls',
  ),
  fault(
    'two-addresses-crash',
    'Two addresses in one object crash the call',
    ['RP-ROB-09', 'RP-ERR-07'],
    when(posted(/^\{"email":"[^"]+","email":"[^"]+"\}$/), crash),
    'for one body',
  ),
  fault(
    'address-then-null-crash',
    'null for an address that came before crashes the call',
    ['RP-ROB-09', 'RP-ERR-07'],
    when(posted(/^\{"email":"[^"]+","email":null\}$/), crash),
    'for one body',
  ),
  fault(
    'utf16le-crash',
    'A body in UTF-16, the little end first, with the address of an account crashes the decoder',
    ['RP-ROB-19', 'RP-ERR-07'],
    when(
      all(inUtf16, ({ body: bytes }) => bytes[0] === 0xff),
      crash,
    ),
    'for one body',
  ),
  fault(
    'utf16be-crash',
    'A body in UTF-16, the big end first, with the address of an account crashes the decoder',
    ['RP-ROB-19', 'RP-ERR-07'],
    when(
      all(inUtf16, ({ body: bytes }) => bytes[0] === 0),
      crash,
    ),
    'for one body',
  ),
];
