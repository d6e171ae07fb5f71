import fc from 'fast-check';

/** One UTF-16 code unit, halves of surrogate pairs included, which the units of fast-check leave out. */
const codeUnit = fc.integer({ min: 0, max: 0xffff }).map(
  (code) => String.fromCharCode(code),
  (unit) => {
    if (typeof unit !== 'string' || unit.length !== 1) throw new Error('no single code unit');
    return unit.charCodeAt(0);
  },
);

/** Pieces of text that mean something to a parser, a database, a template, a shell or a terminal on the way. */
const meaningful = fc.constantFrom(
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
);

/** Any text: graphemes, code points, lone code units, and pieces with a meaning elsewhere. */
export const generatedText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: codeUnit, maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .array(fc.oneof(meaningful, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 5 })
    .map((all) => all.join('')),
);

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
