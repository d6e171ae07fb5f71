import { gzipSync } from 'node:zlib';
import { type Stimulus, stimulus } from '../../harness/model/exchange.ts';
import type { Target } from '../../harness/model/target.ts';
import type { Area } from '../../harness/judge/clause-test.ts';
import { answers, assertCode } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { askAfter, followerOf, servesAfter } from './aftermath.ts';
import { hostile } from './hostile.ts';
import { isHandled, isHandledAsText, isNegotiated, isRefusedOrCutOff } from './hostile-rules.ts';
import { bodyFor, emailIs, emptyObject, good, post, unknownAddress } from '../calls/reset-password.ts';

/** An address of nobody with text in it, under a reserved domain. */
const address = (text: string): string => `q7k2${text}@example.com`;

function withEmail(name: string, value: unknown): Stimulus {
  return stimulus(name, () => post(emailIs(value)));
}

/** An address of a given length in all, in characters. */
function addressOf(length: number): string {
  return address('a'.repeat(length - address('').length));
}

/** RFC 3696 (erratum 1690) and RFC 5321 4.5.3.1 leave 254 at most; 320 is what many databases hold. */
const longAddress = withEmail('an address of 321 characters', addressOf(321));

const hugeAddresses = [['an address of 64 KiB', 64 * 1024] as const, ['an address of 1 MiB', 1024 * 1024] as const].map(
  ([name, length]): Stimulus => ({ ...withEmail(name, addressOf(length)), onTrouble: 'judge' }),
);

const levels = 10_000;
const nested = '['.repeat(levels) + ']'.repeat(levels);

const deeplyNested = [
  stimulus('10,000 levels as the body', () => post(nested)),
  stimulus('10,000 levels as email', () => post(`{"email":${nested}}`)),
];

const oddCharacters = [
  withEmail('NUL in the address', address('\u0000')),
  stimulus('NUL after the unknown address', (to) => post(emailIs(`${to.unknownEmail}\u0000`))),
  withEmail('control characters in the address', address('\u0001\u0008\u001b[2J\u007f\u0085')),
  withEmail('line ends in the address', address('\r\n\u2028\u2029')),
  withEmail('a lone high surrogate', address('\ud800')),
  withEmail('a lone low surrogate', address('\udfff')),
  withEmail('surrogates in the wrong order', address('\udc00\ud800')),
  withEmail('right-to-left marks', address('\u200f\u202e\u2067')),
  withEmail('invisible characters', address('\u00ad\u200b\u2060\ufeff')),
];

const injections = [
  withEmail('an operator that matches any value', { $ne: null }),
  withEmail('an operator that compares', { $gt: '' }),
  withEmail('an operator with a pattern', { $regex: '.*' }),
  withEmail('SQL that is always true', "' OR '1'='1"),
  withEmail('SQL after an address', `${address('')}' OR 1=1 -- `),
  withEmail('SQL that does not parse', address('\'"`;')),
  withEmail('a template in double braces', address('{{7*7}}')),
  withEmail('a template with a dollar sign', address('${7*7}')),
  withEmail('a template with a hash sign', address('#{7*7}')),
  withEmail('a command substitution', address('$(id)`id`|id')),
  withEmail('a format string', address('%s%n%x')),
  withEmail('a mail header after CRLF', `${address('')}\r\nBcc: r9x4@example.com`),
  withEmail('a filter of a directory', '*)(uid=*))(|(uid=*'),
];

const prototypeMembers = [
  stimulus('__proto__ with an address', (to) => post(`{"__proto__":${bodyFor(to.unknownEmail)}}`)),
  stimulus('__proto__ beside email', (to) =>
    post(`{"email":${JSON.stringify(to.unknownEmail)},"__proto__":{"email":"r9x4@example.com","status":500}}`),
  ),
  stimulus('constructor with a prototype', (to) => post(`{"constructor":{"prototype":${bodyFor(to.unknownEmail)}}}`)),
  stimulus('prototype with an address', (to) => post(`{"prototype":${bodyFor(to.unknownEmail)}}`)),
];

/** Any of the two values, or a refusal, conforms: RFC 8259 4 leaves it open. */
export const emailTwice = [
  stimulus('email twice', (to) => post(`{"email":${JSON.stringify(to.unknownEmail)},"email":"r9x4@example.com"}`)),
  stimulus('email twice, once null', (to) => post(`{"email":${JSON.stringify(to.unknownEmail)},"email":null}`)),
];

const byteOrderMark = stimulus('a BOM before the body', (to) => post(`\ufeff${bodyFor(to.unknownEmail)}`));

function coded(name: string, coding: string, body: (to: Target) => Uint8Array | string): Stimulus {
  return stimulus(name, (to) => post(body(to), { headers: { 'Content-Encoding': coding } }));
}

const codings = [
  coded('a gzip body', 'gzip', (to) => gzipSync(bodyFor(to.unknownEmail))),
  coded('a plain body that claims to be gzip', 'gzip', (to) => bodyFor(to.unknownEmail)),
  coded('an unknown coding', 'x-unknown-7k2', (to) => bodyFor(to.unknownEmail)),
];

const hasEffect = true;

const acceptOthers = ['text/html', 'application/xml'].map((type) =>
  stimulus(`Accept: ${type}`, (to) => good(to, { headers: { Accept: type } }), { hasEffect }),
);

const otherEncodings = [
  stimulus('UTF-16LE with a BOM', (to) => post(Buffer.from(`\ufeff${bodyFor(to.accountEmail)}`, 'utf16le')), {
    hasEffect,
  }),
  stimulus('UTF-16LE', (to) => post(Buffer.from(bodyFor(to.accountEmail), 'utf16le')), { hasEffect }),
  stimulus('UTF-16BE', (to) => post(Buffer.from(bodyFor(to.accountEmail), 'utf16le').swap16()), { hasEffect }),
  stimulus(
    'invalid UTF-8 in another member',
    (to) => post(Buffer.from(`{"email":${JSON.stringify(to.accountEmail)},"q7vx2m":"\u00ff\u00fe"}`, 'latin1')),
    { hasEffect },
  ),
];

const emptyObjectLater = { ...emptyObject, name: 'empty object after RP-ROB-08' };

export const hostileContent: Area = {
  title: 'Hostile content',
  tests: [
    hostile(
      clause(
        'RP-ROB-04',
        'An address of 321 characters is dealt with, one of 64 KiB or of 1 MiB is refused',
        { uses: [longAddress, ...hugeAddresses, unknownAddress] },
        async (context) => {
          await context.input(longAddress.name, async () => isHandled(await context.exchange(longAddress), context));
          for (const huge of hugeAddresses) {
            await context.input(huge.name, async () => isRefusedOrCutOff(await context.exchange(huge), context));
          }
        },
      ),
    ),
    hostile(
      clause(
        'RP-ROB-05',
        'Ten thousand levels of nesting are refused, as the body and as the value of email',
        deeplyNested,
        answers(400, 403, 413, 422),
      ),
    ),
    hostile(
      clause(
        'RP-ROB-06',
        'NUL, control characters, lone surrogates and direction marks in the address are dealt with',
        oddCharacters,
        isHandled,
      ),
    ),
    hostile(
      clause(
        'RP-ROB-07',
        'Query operators and injections are taken as plain text or refused',
        injections,
        isHandledAsText,
      ),
    ),
    // It asks for a good reset itself.
    clause(
      'RP-ROB-08',
      'Members that name the prototype change nothing, in their own request or a later one',
      { uses: [...prototypeMembers, emptyObjectLater, unknownAddress, followerOf('RP-ROB-08')] },
      async (context) => {
        for (const input of prototypeMembers) {
          await context.input(input.name, async () => isHandledAsText(await context.exchange(input), context));
        }
        await askAfter('RP-ROB-08', context);
        await context.input('a good request', () => servesAfter('RP-ROB-08', context));
        await context.input(emptyObjectLater.name, async () => {
          assertCode(await context.exchange(emptyObjectLater), 400, '400');
        });
      },
    ),
    hostile(clause('RP-ROB-09', 'An object that names email twice is dealt with', emailTwice, isHandled)),
    hostile(clause('RP-ROB-10', 'A byte order mark before the body is dealt with', [byteOrderMark], isHandled)),
    hostile(
      clause(
        'RP-ROB-14',
        'A body that is gzip, only claims to be, or has an unknown coding is dealt with',
        codings,
        isHandled,
      ),
    ),
    clause(
      'RP-ROB-15',
      'A client that accepts only HTML or XML gets JSON all the same, what it asks for, or is told so',
      acceptOthers,
      isNegotiated,
    ),
    clause(
      'RP-ROB-19',
      'A body that is not UTF-8 is refused although it holds the address of the account',
      otherEncodings,
      answers(400, 403, 413, 415, 422),
    ),
  ],
};
