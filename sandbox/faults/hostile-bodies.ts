import { fault, type Fault } from '../behaviour.ts';
import { everAfter, nextAfter } from '../memory.ts';
import type { SandboxRequest } from '../message.ts';
import {
  all,
  answers,
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
  type Where,
} from '../when.ts';
import { drop, hang, onTheWire, surplus } from './wire.ts';

const isUtf8 = ({ body: bytes }: SandboxRequest): boolean => Buffer.from(bytes.toString('utf8')).equals(bytes);
const invalidUtf8 = all(toResetAsJson, (request) => !isUtf8(request));
const nestedObject = all(
  toResetAsJson,
  body(/^(?!\{"email"|\{"user"|\[\{"email"|\["|.*(?:__proto__|constructor|prototype)).*[[{].*[[{]/s),
  (request) => isUtf8(request) && request.body.length < 2000,
);
const longAddress = all(
  toResetAsJson,
  email((value) => value.length === 321),
);
const isLong = all(toResetByPost, ({ body: bytes, tooLarge }) => tooLarge || bytes.length > 60_000);
const hugeAddress = all(isLong, ({ headers }) => Number(headers['content-length']) > 1_000_000);
const largeAddress = all(isLong, (...seen) => !hugeAddress(...seen));
const deep = all(toResetByPost, ({ body: bytes }) => bytes.includes('[[[[[[[[[['));
const deepEmail = all(deep, body(/^\{"email":/));
const bom = all(toResetByPost, ({ body: bytes }) => bytes[0] === 0xef && bytes[1] === 0xbb);
const polluting = all(toResetByPost, body(/"(?:__proto__|constructor|prototype)"\s*:/));
const twice = all(toResetAsJson, body(/^\{\s*"email":[^{}]*,\s*"email":[^{}]*\}$/));

/** Faults on an address of a size that has to be refused. */
const ofSize = (id: string, what: string, where: Where): readonly Fault[] => [
  fault(
    `${id}-address-taken`,
    `${what} is cut to what a column holds, and gets a token`,
    ['RP-ROB-04'],
    when(where, grant),
    'for one value',
  ),
  fault(
    `${id}-address-crash`,
    `${what} crashes the call`,
    ['RP-ROB-04', 'RP-ERR-07'],
    when(where, crash),
    'for one value',
  ),
];

/** Faults on bodies of unusual size, nesting, encoding or members. */
export const hostileBodyFaults: readonly Fault[] = [
  fault(
    'nested-object-crash',
    'An object as a member crashes the serializer',
    ['RP-ROB-01', 'RP-ERR-07'],
    when(nestedObject, crash),
    'for one value',
  ),
  fault(
    'infinity-crash',
    'A number beyond what fits crashes the serializer',
    ['RP-ROB-01', 'RP-ERR-07'],
    when(posted(/\d+e4\d\d/), crash),
    'for one value',
  ),
  fault(
    'inherited-name-hangs',
    'A member that hides an inherited method is never answered',
    ['RP-ROB-01'],
    onTheWire(posted(/"hasOwnProperty":1/), hang),
    'for one value',
  ),
  fault(
    'invalid-utf8-crash',
    'Bytes that are no UTF-8 crash the decoder',
    ['RP-ROB-03', 'RP-ERR-07'],
    when(invalidUtf8, crash),
    'for one body',
  ),
  fault(
    'invalid-utf8-page',
    'Bytes that are no UTF-8 get the page of a path that does not exist',
    ['RP-ROB-03'],
    when(invalidUtf8, page(404, 'Not Found')),
    'for one body',
  ),
  fault(
    'compressed-body-drops',
    'The first bytes of gzip without its header drop the connection',
    ['RP-ROB-03'],
    onTheWire(
      all(toResetAsJson, ({ body: bytes }) => bytes[0] === 0x1f && bytes[1] === 0x8b),
      drop,
    ),
    'for one body',
  ),
  fault(
    'long-address-crash',
    'An address of 321 characters overflows a column',
    ['RP-ROB-04', 'RP-ERR-07'],
    when(longAddress, crash),
    'for one value',
  ),
  fault(
    'long-address-taken',
    'An address of 321 characters is cut to what a column holds, and gets a token',
    ['RP-ROB-04'],
    when(longAddress, grant),
    'for one value',
  ),
  ...ofSize('large', 'An address of 64 KiB', largeAddress),
  ...ofSize('huge', 'An address of 1 MiB', hugeAddress),
  fault(
    'large-body-hangs',
    'A body of 64 KiB or more is never answered',
    ['RP-ROB-04'],
    onTheWire(isLong, hang),
    'for one body',
  ),
  fault(
    'large-body-page',
    'A body of 1 MiB gets the page of a gateway',
    ['RP-ROB-04', 'RP-ERR-07'],
    when(hugeAddress, page(502, 'Bad Gateway')),
    'for one body',
  ),
  fault('nesting-crash', 'Nesting overflows the stack', ['RP-ROB-05', 'RP-ERR-07'], when(deep, crash), 'for one body'),
  fault(
    'nesting-drops',
    'Nesting ends the process, and the connection with it',
    ['RP-ROB-05'],
    onTheWire(deep, drop),
    'for one body',
  ),
  fault(
    'nested-email-crash',
    'Nesting inside email overflows the stack of the validator',
    ['RP-ROB-05', 'RP-ERR-07'],
    when(deepEmail, crash),
    'for one value',
  ),
  fault(
    'prototype-polluted',
    'After __proto__ was sent, an object without email is taken',
    ['RP-ROB-08'],
    everAfter(polluting, posted('{}'), grant),
    'depending on earlier calls',
  ),
  fault(
    'polluted-reset-crash',
    'After __proto__ was sent, the next reset crashes',
    ['RP-ROB-08', 'RP-ERR-07'],
    nextAfter(polluting, granted, crash),
    'depending on earlier calls',
  ),
  fault(
    'proto-taken',
    'An address that only __proto__ brings gets a token',
    ['RP-ROB-08'],
    when(
      all(toResetAsJson, body(/"__proto__":\{"email":/), (request) => emailOf(request) === undefined),
      grant,
    ),
    'for one body',
  ),
  fault(
    'proto-crash',
    'A __proto__ member crashes the call',
    ['RP-ROB-08', 'RP-ERR-07'],
    when(polluting, crash),
    'for one body',
  ),
  fault(
    'duplicate-member-crash',
    'A member that stands twice crashes the call',
    ['RP-ROB-09', 'RP-ERR-07'],
    when(twice, crash),
    'for one body',
  ),
  fault(
    'duplicate-member-surplus',
    'Bytes follow the refusal of a member that stands twice',
    ['RP-ROB-09'],
    onTheWire(twice, surplus),
    'for one body',
  ),
  fault(
    'bom-crash',
    'A byte order mark crashes the parser',
    ['RP-ROB-03', 'RP-ROB-10', 'RP-ERR-07'],
    when(bom, crash),
    'for one body',
  ),
  fault(
    'bom-hangs',
    'A byte order mark is never answered',
    ['RP-ROB-03', 'RP-ROB-10'],
    onTheWire(bom, hang),
    'for one body',
  ),
  fault(
    'down-after-bom',
    'After a byte order mark the next reset is answered 500',
    ['RP-ROB-11', 'RP-ERR-07'],
    nextAfter(bom, granted, crash),
    'depending on earlier calls',
  ),
  fault(
    'busy-after-coding',
    'After a content coding the next reset is answered 409',
    ['RP-ROB-11'],
    nextAfter(
      all(toResetByPost, ({ headers }) => headers['content-encoding'] !== undefined),
      granted,
      answers(409),
    ),
    'depending on earlier calls',
  ),
  fault(
    'down-after-nesting',
    'After nesting the next reset gets the page of a web server without a worker',
    ['RP-ROB-11', 'RP-ERR-07'],
    nextAfter(deep, granted, page(500, 'Internal Server Error')),
    'depending on earlier calls',
  ),
];
