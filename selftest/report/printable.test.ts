import { expect, test } from '@playwright/test';
import { printable, printableBytes, printableMarkdown } from '../../harness/report/printable.ts';

test('a text of the target can neither move the cursor nor start a line', () => {
  const shown = printable('\u001b[2Jgone\r\nCONFORMANT  all is well\u0007\u202e\u2028');
  expect(shown).toBe('\\u{1b}[2Jgone\\r\\nCONFORMANT  all is well\\u{7}\\u{202e}\\u{2028}');
});

test('what is cut is said', () => {
  expect(printable('a'.repeat(1000), 10)).toBe(`${'a'.repeat(10)}… (990 characters more)`);
});

test('Markdown and HTML are shown and not rendered', () => {
  expect(printableMarkdown('<img src=x> | [a](b) `c` *d*')).toBe('\\<img src=x\\> \\| \\[a\\](b) \\`c\\` \\*d\\*');
});

test('bytes that are text are shown as text, others byte by byte', () => {
  expect(printableBytes(Buffer.from('{"email":"ü"}'))).toBe('{"email":"ü"}');
  expect(printableBytes(Buffer.from([0x61, 0xff, 0x00]))).toBe('a\\xff\\x00');
});
