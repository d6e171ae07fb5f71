import fc from 'fast-check';
import { isHarmless } from '../../harness/generate/harmless.ts';
import { generatedJson, generatedText } from '../../harness/generate/values.ts';
import { bodyFor } from '../calls/reset-password.ts';

/** What generated requests are made of. It is loaded when the first one is made, since most processes of a run make none. */

const domains = [
  'example.com',
  'example.org',
  'mail.example.net',
  'bücher.example',
  '例え.example',
  'xn--bcher-kva.example',
];

/** Text of any kind, half of it with the look of an address of nobody. */
export function emails(account: string): fc.Arbitrary<string> {
  const address = fc.tuple(generatedText, fc.constantFrom(...domains)).map(([text, domain]) => `q7k2${text}@${domain}`);
  return fc.oneof(generatedText, address).filter((text) => isHarmless(text, account));
}

/** JSON text of any value; most of them are objects with an `email` of some kind. */
export function jsonTexts(account: string): fc.Arbitrary<string> {
  const text = emails(account);
  const value = generatedJson(text);
  const object = fc.tuple(fc.dictionary(text, value, { maxKeys: 4 }), value);
  return fc
    .oneof(
      value,
      object.map(([others, email]) => ({ ...others, email })),
      text.map((email) => ({ email })),
    )
    .map((body) => JSON.stringify(body));
}

/** Bytes that name no address: neither an at sign nor a percent sign is among them. */
const bytes = fc
  .uint8Array({ minLength: 1, maxLength: 64 })
  .map((values) => Buffer.from(values.map((value) => (value === 0x40 || value === 0x25 ? 0x2a : value))));

const notUtf8 = fc
  .constantFrom([0xff], [0x80], [0xc0, 0xaf], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80])
  .map((values) => Buffer.from(values));

const goodBody = Buffer.from(bodyFor('q7k2@example.com'));
// A domain of one label stays nobody's wherever the body is cut.
const utf16 = Buffer.from(bodyFor('q7k2@example'), 'utf16le');

/** Any bytes that are no JSON in UTF-8. */
export const bytesWithoutJson: fc.Arbitrary<Uint8Array> = fc
  .oneof(
    { arbitrary: bytes, weight: 4 },
    {
      arbitrary: fc.tuple(bytes, bytes).map(([before, after]) => Buffer.concat([before, goodBody, after])),
      weight: 4,
    },
    // Invalid UTF-8 within the address.
    {
      arbitrary: fc.tuple(notUtf8, fc.nat({ max: 4 })).map(([odd, at]) => spliced(goodBody.indexOf('q7k2') + at, odd)),
      weight: 1,
    },
    // UTF-16 of either byte order, cut anywhere.
    {
      arbitrary: fc
        .tuple(fc.integer({ min: 1, max: utf16.length }), fc.boolean())
        .map(([end, little]) => (little ? utf16 : Buffer.from(utf16).swap16()).subarray(0, end)),
      weight: 1,
    },
  )
  .filter(isNoJson);

function spliced(at: number, odd: Uint8Array): Buffer {
  return Buffer.concat([goodBody.subarray(0, at), odd, goodBody.subarray(at)]);
}

/** True for what is not JSON text in UTF-8 (RFC 8259 8.1). */
function isNoJson(body: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return false;
  } catch {
    return true;
  }
}
