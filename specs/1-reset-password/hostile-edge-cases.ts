import { bodyFor } from '../calls/reset-password.ts';

/**
 * Inputs that have broken services before, sent in every run before anything is generated. Every address in them is
 * of nobody, under a reserved domain.
 */

/** Strings for `email`. */
export const textEdgeCases: readonly string[] = [
  '',
  ' ',
  '@',
  '\u0000',
  '\ud800',
  '\udc00\ud800',
  'q7k2\ud800@example.com',
  'q7k2\u0000@example.com',
  '\ufeffq7k2@example.com',
  'q7k2@example.com\n',
  '\u202eq7k2@example.com',
  'q7k2@bücher.example',
  'q7k2@xn--bcher-kva.example',
  'q7k2@xn--.example',
  'q7k2@例え.example',
  'bücher@example.com',
  '"q7 k2"@example.com',
  '"q7\\"k2"@example.com',
  'q7k2+tag@example.com',
  'q7k2(comment)@example.com',
  'Q7 K2 <q7k2@example.com>',
  'q7k2@example.com,r9x4@example.com',
  'q7k2@localhost',
  'q7k2@-.example',
  "' OR '1'='1",
  'q7k2@example.com\r\nBcc: r9x4@example.com',
  '{{7*7}}${7*7}@example.com',
  '%00%0d%0a',
  '__proto__',
  '👩‍👩‍👧'.repeat(40),
  'e\u0301'.repeat(2000),
  `${'q7k2.'.repeat(60)}q7k2@example.com`,
];

/** JSON texts as the body. */
export const jsonEdgeCases: readonly string[] = [
  'null',
  'true',
  '0',
  '-0',
  '1e400',
  '123456789012345678901234567890',
  '""',
  '"\\ud800"',
  '[]',
  '[[]]',
  '[{"email":"q7k2@example.com"}]',
  '{"":""}',
  '{"email":null}',
  '{"email":0}',
  '{"email":1e400}',
  '{"email":-0.0}',
  '{"email":[]}',
  '{"email":{}}',
  '{"email":{"email":"q7k2@example.com"}}',
  '{"email":{"toString":null}}',
  '{"email":{"length":1e9}}',
  '{"EMAIL":"q7k2@example.com"}',
  '{"email\\u0000":"q7k2@example.com"}',
  '{"\\ud800":"q7k2@example.com"}',
  '{"email":"q7k2@example.com","toString":null,"hasOwnProperty":1}',
];

const text = bodyFor('q7k2@example.com');

/** Bodies that are no JSON in UTF-8. */
export const byteEdgeCases: readonly Uint8Array[] = [
  Buffer.from([0x00]),
  Buffer.from([0xff]),
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0x1f, 0x8b, 0x08, 0x00]),
  Buffer.from(text, 'utf16le'),
  Buffer.from(text, 'utf16le').swap16(),
  Buffer.from(`\ufeff${text}`, 'utf16le'),
  Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  Buffer.from('{"email":"q7k2\u00e9@example.com"}', 'latin1'),
  Buffer.from('{"email":"q7k2\u00c0\u0080@example.com"}', 'latin1'),
  Buffer.from('{"email":"q7k2\u00ed\u00a0\u0080@example.com"}', 'latin1'),
  Buffer.from('{"email":"q7k2\u0000@example.com"}', 'latin1'),
  Buffer.from(`${text}\u0000`, 'latin1'),
];
