import fc from 'fast-check';

/**
 * Text of numbers, each a character to a function.
 *
 * Not `fc.string`: that takes a text apart by trying every slice of it, which takes a minute for a edge case of some
 * thousand characters, and draws up a table of all of Unicode first.
 */
function textOf(
  numbers: fc.Arbitrary<number>,
  toText: (...numbers: number[]) => string,
  toNumbers: (text: string) => number[],
): fc.Arbitrary<string> {
  // The size bounds what is generated; the length bounds what is taken apart to be made smaller.
  return fc.array(numbers, { maxLength: 10_000, size: 'medium' }).map(
    (all) => toText(...all),
    (text) => {
      if (typeof text !== 'string') throw new Error('no text');
      return toNumbers(text);
    },
  );
}

/** Pieces of text that mean something to a parser, a database, a template, a shell or a terminal on the way. */
const meaningful = [
  '\u0000',
  '\r\n',
  '\u001b[2J',
  '\u0085',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\u2028',
  '\ud800',
  '\udfff',
  '"',
  "'",
  '\\',
  '`',
  '<',
  '&',
  '%00',
  '%0d%0a',
  '+',
  ' ',
  '..',
  "' OR '1'='1",
  '{{7*7}}',
  '${7*7}',
  '$(id)',
  '__proto__',
  'constructor',
  'İ',
  'ß',
  'ﬁ',
  'e\u0301',
  '👩‍👩‍👧',
  'عربى',
];

/** Any text: graphemes, code points, lone code units, and pieces with a meaning elsewhere. */
export const generatedText: fc.Arbitrary<string> = anyText();

function anyText(): fc.Arbitrary<string> {
  // UTF-16 code units, halves of surrogate pairs among them.
  const codeUnits = textOf(fc.nat(0xffff), String.fromCharCode, (text) =>
    text.split('').map((unit) => unit.charCodeAt(0)),
  );
  // Code points of all planes, without surrogates.
  const codePoints = textOf(
    fc.oneof(fc.nat(0xd7ff), fc.integer({ min: 0xe000, max: 0x10ffff })),
    String.fromCodePoint,
    (text) => Array.from(text, (character) => character.codePointAt(0) ?? 0),
  );
  // Letters as a reader sees them, with their marks.
  const graphemes = fc
    .array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), { maxLength: 40 })
    .map((all) => all.join(''));
  return fc.oneof(
    codeUnits,
    codePoints,
    graphemes,
    fc.array(fc.oneof(fc.constantFrom(...meaningful), graphemes), { maxLength: 5 }).map((all) => all.join('')),
  );
}

/**
 * Any JSON value.
 *
 * @param text What its strings and the names of its members are made of.
 */
export function generatedJson(text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.anything({
    key: text,
    values: [text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)],
    maxDepth: 4,
    maxKeys: 5,
  });
}
