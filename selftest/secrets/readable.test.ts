import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { holdsText } from '../../harness/secrets/readable.ts';
import { expectToHold } from '../properties.ts';

/** What is text, as a pattern: characters of UTF-8, or of ASCII in UTF-16. */
function pattern(characters: number): RegExp {
  const forms = ['(?:[\\x20-\\x7e]|[\\xc2-\\xf4][\\x80-\\xbf]{1,3})', '(?:[\\x20-\\x7e]\\0)', '(?:\\0[\\x20-\\x7e])'];
  return new RegExp(forms.map((each) => `${each}{${characters}}`).join('|'));
}

/** Octets of each kind that matters, so that text comes about by chance. */
const octet = fc.oneof(
  fc.constantFrom(0, 0, 0x41, 0x41, 0x7e, 0x20, 0x7f, 0x1f, 0x80, 0xbf, 0xc1, 0xc2, 0xf4, 0xf5),
  fc.nat(255),
);

test('octets hold text where the pattern says so', () => {
  expectToHold(
    fc.property(fc.array(octet, { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), (octets, characters) => {
      const bytes = Buffer.from(octets);
      return holdsText(bytes, characters) === pattern(characters).test(bytes.toString('latin1'));
    }),
    5000,
  );
});

for (const [title, bytes] of Object.entries({
  ASCII: Buffer.from('\0twelve chars\0'),
  UTF8: Buffer.from('\0zwölf Zeichën\0'),
  UTF16LE: Buffer.from('twelve chars', 'utf16le'),
  UTF16BE: Buffer.from('twelve chars', 'utf16le').swap16(),
})) {
  test(`twelve characters of ${title} are text, thirteen are not there`, () => {
    expect(holdsText(bytes, 12)).toBe(true);
    expect(holdsText(bytes, 14)).toBe(false);
  });
}
