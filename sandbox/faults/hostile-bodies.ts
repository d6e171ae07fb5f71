import type { Fault } from '../behaviour.ts';
import type { SandboxRequest } from '../message.ts';
import {
  all,
  body,
  crash,
  email,
  emailOf,
  grant,
  granted,
  page,
  posted,
  toResetAsJson,
  toResetByPost,
  when,
} from '../when.ts';
import { everAfter, nextAfter } from './memory.ts';
import { drop, hang, onTheWire, surplus } from './wire.ts';

const isUtf8 = ({ body: bytes }: SandboxRequest): boolean => Buffer.from(bytes.toString('utf8')).equals(bytes);
const invalidUtf8 = all(toResetAsJson, (request) => !isUtf8(request));
const nestedObject = all(
  toResetAsJson,
  body(/^(?!\{"email"|\["|.*(?:__proto__|constructor|prototype)).*[[{].*[[{]/s),
  (request) => isUtf8(request) && request.body.length < 2000,
);
const longAddress = all(
  toResetAsJson,
  email((value) => value.length === 321),
);
const isLong = all(toResetByPost, ({ body: bytes, tooLarge }) => tooLarge || bytes.length > 60_000);
const deep = all(toResetByPost, ({ body: bytes }) => bytes.includes('[[[[[[[[[['));
const deepEmail = all(deep, body(/^\{"email":/));
const bom = all(toResetByPost, ({ body: bytes }) => bytes[0] === 0xef && bytes[1] === 0xbb);
const polluting = all(toResetByPost, body(/"(?:__proto__|constructor|prototype)"\s*:/));
const twice = all(toResetAsJson, body(/^\{\s*"email":[^{}]*,\s*"email":[^{}]*\}$/));

/** What breaks on bodies that nobody expects. */
export const hostileBodyFaults: readonly Fault[] = [
  {
    id: 'nested-object-crash',
    title: 'An object as a member crashes the serializer',
    breaks: ['RP-ROB-01', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(nestedObject, crash),
  },
  {
    id: 'infinity-crash',
    title: 'A number beyond what fits crashes the serializer',
    breaks: ['RP-ROB-01', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(posted(/\d+e4\d\d/), crash),
  },
  {
    id: 'inherited-name-hangs',
    title: 'A member that hides an inherited method is never answered',
    breaks: ['RP-ROB-01'],
    shows: 'for one value',
    origin: 'refactoring',
    ...onTheWire(posted(/"hasOwnProperty":1/), hang),
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
    title: 'Bytes that are no UTF-8 get the page of a firewall',
    breaks: ['RP-ROB-03'],
    shows: 'for one body',
    origin: 'gateway',
    ...when(invalidUtf8, page(403, 'Forbidden')),
  },
  {
    id: 'compressed-body-drops',
    title: 'The first bytes of gzip without its header drop the connection',
    breaks: ['RP-ROB-03'],
    shows: 'for one body',
    origin: 'gateway',
    ...onTheWire(
      all(toResetAsJson, ({ body: bytes }) => bytes[0] === 0x1f && bytes[1] === 0x8b),
      drop,
    ),
  },
  {
    id: 'long-address-crash',
    title: 'An address of 321 characters overflows a column',
    breaks: ['RP-ROB-04', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(longAddress, crash),
  },
  {
    id: 'long-address-taken',
    title: 'An address of 321 characters is cut to what a column holds, and gets a token',
    breaks: ['RP-ROB-04'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(longAddress, grant),
  },
  {
    id: 'large-body-hangs',
    title: 'A body of 64 KiB or more is never answered',
    breaks: ['RP-ROB-04'],
    shows: 'for one body',
    origin: 'gateway',
    ...onTheWire(isLong, hang),
  },
  {
    id: 'large-body-page',
    title: 'A body of 1 MiB gets the page of a gateway',
    breaks: ['RP-ROB-04', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'gateway',
    ...when(
      all(isLong, ({ headers }) => Number(headers['content-length']) > 1_000_000),
      page(502, 'Bad Gateway'),
    ),
  },
  {
    id: 'nesting-crash',
    title: 'Nesting overflows the stack',
    breaks: ['RP-ROB-05', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(deep, crash),
  },
  {
    id: 'nesting-drops',
    title: 'Nesting ends the process, and the connection with it',
    breaks: ['RP-ROB-05'],
    shows: 'for one body',
    origin: 'framework',
    ...onTheWire(deep, drop),
  },
  {
    id: 'nested-email-crash',
    title: 'Nesting inside email overflows the stack of the validator',
    breaks: ['RP-ROB-05', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(deepEmail, crash),
  },
  {
    id: 'prototype-polluted',
    title: 'After __proto__ was sent, an object without email is taken',
    breaks: ['RP-ROB-08'],
    shows: 'only after another call',
    origin: 'security',
    ...everAfter(polluting, posted('{}'), grant),
  },
  {
    id: 'polluted-reset-crash',
    title: 'After __proto__ was sent, the next reset crashes',
    breaks: ['RP-ROB-08', 'RP-ERR-07'],
    shows: 'only after another call',
    origin: 'security',
    ...nextAfter(polluting, granted, crash),
  },
  {
    id: 'proto-taken',
    title: 'An address that only __proto__ brings gets a token',
    breaks: ['RP-ROB-08'],
    shows: 'for one body',
    origin: 'security',
    ...when(
      all(toResetAsJson, body(/"__proto__":\{"email":/), (request) => emailOf(request) === undefined),
      grant,
    ),
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
    id: 'duplicate-member-surplus',
    title: 'Bytes follow the refusal of a member that stands twice',
    breaks: ['RP-ROB-09'],
    shows: 'for one body',
    origin: 'gateway',
    ...onTheWire(twice, surplus),
  },
  {
    id: 'bom-crash',
    title: 'A byte order mark crashes the parser',
    breaks: ['RP-ROB-03', 'RP-ROB-10', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(bom, crash),
  },
  {
    id: 'bom-hangs',
    title: 'A byte order mark is never answered',
    breaks: ['RP-ROB-03', 'RP-ROB-10'],
    shows: 'for one body',
    origin: 'refactoring',
    ...onTheWire(bom, hang),
  },
  {
    id: 'down-after-bom',
    title: 'After a byte order mark the next reset is answered 500',
    breaks: ['RP-ROB-11', 'RP-ERR-07'],
    shows: 'only after another call',
    origin: 'rot',
    ...nextAfter(bom, granted, crash),
  },
  {
    id: 'down-after-nesting',
    title: 'After nesting the next reset gets the page of a web server without a worker',
    breaks: ['RP-ROB-11', 'RP-ERR-07'],
    shows: 'only after another call',
    origin: 'framework',
    ...nextAfter(deep, granted, page(500, 'Internal Server Error')),
  },
];
