import { gzipSync } from 'node:zlib';
import { stimulus, type Stimulus } from '../../harness/model/exchange.ts';
import type { Target } from '../../harness/model/target.ts';
import type { Header } from '../../harness/model/message.ts';
import { bodyFor, emailIs, good, path, post } from './request.ts';

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
export const longAddress = withEmail('an address of 321 characters', addressOf(321));

export const hugeAddresses = [
  ['an address of 64 KiB', 64 * 1024] as const,
  ['an address of 1 MiB', 1024 * 1024] as const,
].map(([name, length]): Stimulus => ({ ...withEmail(name, addressOf(length)), onTrouble: 'judge' }));

const levels = 10_000;
const nested = '['.repeat(levels) + ']'.repeat(levels);

export const deeplyNested = [
  stimulus('10,000 levels as the body', () => post(nested)),
  stimulus('10,000 levels as email', () => post(`{"email":${nested}}`)),
];

export const oddCharacters = [
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

export const injections = [
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

export const prototypeMembers = [
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

export const byteOrderMark = stimulus('a BOM before the body', (to) => post(`\ufeff${bodyFor(to.unknownEmail)}`));

function coded(name: string, coding: string, body: (to: Target) => Uint8Array | string): Stimulus {
  return stimulus(name, (to) => post(body(to), { headers: { 'Content-Encoding': coding } }));
}

export const codings = [
  coded('a gzip body', 'gzip', (to) => gzipSync(bodyFor(to.unknownEmail))),
  coded('a plain body that claims to be gzip', 'gzip', (to) => bodyFor(to.unknownEmail)),
  coded('an unknown coding', 'x-unknown-7k2', (to) => bodyFor(to.unknownEmail)),
];

const mayReset = true;

export const acceptOthers = ['text/html', 'application/xml'].map((type) =>
  stimulus(`Accept: ${type}`, (to) => good(to, { headers: { Accept: type } }), { mayReset }),
);

export const otherEncodings = [
  stimulus('UTF-16LE with a BOM', (to) => post(Buffer.from(`\ufeff${bodyFor(to.accountEmail)}`, 'utf16le')), {
    mayReset,
  }),
  stimulus('UTF-16BE', (to) => post(Buffer.from(bodyFor(to.accountEmail), 'utf16le').swap16()), { mayReset }),
  stimulus(
    'invalid UTF-8 in another member',
    (to) => post(Buffer.from(`{"email":${JSON.stringify(to.accountEmail)},"q7vx2m":"\u00ff\u00fe"}`, 'latin1')),
    { mayReset },
  ),
];

export const expectContinue = stimulus('Expect: 100-continue', (to) => good(to, { expectContinueMs: 1000 }), {
  mayReset,
  protocolLevel: true,
});

const headersOfNoMeaning = Object.fromEntries(
  Array.from({ length: 200 }, (_, index): Header => [`X-Q7vx2m-${index + 1}`, '1']),
);

/** Good requests of a size that a web server may refuse before the application sees them. */
export const oversized = [
  stimulus('a request target of 16 KiB', (to) => good(to, { path: `${path}?q7vx2m=`.padEnd(16 * 1024, 'a') }), {
    mayReset,
    protocolLevel: true,
  }),
  stimulus('200 request headers', (to) => good(to, { headers: headersOfNoMeaning }), {
    mayReset,
    protocolLevel: true,
  }),
];

const atProtocolLevel = { onTrouble: 'judge', protocolLevel: true } as const;

/** Two lengths: what stands after the shorter one is a request, so that a server which goes on reading answers it. */
function twoLengths(name: string, lengths: (shorter: number, whole: number) => readonly number[]): Stimulus {
  return stimulus(
    name,
    (to) => {
      const body = bodyFor(to.unknownEmail);
      const smuggled = `GET ${path} HTTP/1.1\r\nHost: ${new URL(to.baseUrl).host}\r\n\r\n`;
      const whole = `${body}${smuggled}`;
      const rawLines = lengths(body.length, whole.length).map((length) => `Content-Length: ${length}`);
      return post(whole, { framing: 'none', rawLines });
    },
    atProtocolLevel,
  );
}

export const brokenFraming = [
  twoLengths('a second, shorter Content-Length', (shorter, whole) => [whole, shorter]),
  twoLengths('a second, longer Content-Length', (shorter, whole) => [shorter, whole]),
  twoLengths('a second Content-Length of more than is sent', (_shorter, whole) => [whole, whole + 4096]),
  stimulus(
    "white space before a header's colon",
    (to) => post(bodyFor(to.unknownEmail), { rawLines: ['X-Q7vx2m : 1'] }),
    atProtocolLevel,
  ),
];
