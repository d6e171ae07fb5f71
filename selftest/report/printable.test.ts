import { expect, test } from '@playwright/test';
import { printable, printableBytes, printableMarkdown } from '../../harness/text/printable.ts';
import { redactBytes } from '../../harness/secrets/redact-bytes.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';

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

test('a secret is replaced before anything is cut or escaped', () => {
  const registry = new SecretRegistry();
  registry.learn('reset_token', 'abcdefgh12345678');
  const body = Buffer.from(`${'x'.repeat(390)}abcdefgh12345678`);
  expect(printableBytes(redactBytes(body, registry), 400)).not.toContain('abcd');
  const bytes = Buffer.concat([Buffer.from([0xff]), Buffer.from('abcdefgh12345678'), Buffer.from([0xfe])]);
  expect(redactBytes(bytes, registry)).toEqual(Buffer.from('\xff<reset_token#1>\xfe', 'latin1'));
});
