import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { base64Alignments } from '../../harness/secrets/forms.ts';
import { redactBytes, textOf } from '../../harness/secrets/redact-bytes.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';
import { SecondSearch } from './second-search.ts';
import { forms, inHex, odd, plain } from './written-forms.ts';

function registryOf(...values: readonly string[]): SecretRegistry {
  const registry = new SecretRegistry();
  for (const [index, value] of values.entries()) registry.configure(`SECRET_${index + 1}`, value);
  return registry;
}

for (const [title, write] of Object.entries(forms)) {
  for (const [kind, value] of Object.entries({ odd, plain })) {
    test(`a secret ${title} is found, and replaced so that nothing of it is found: ${kind}`, () => {
      const content = Buffer.from(write(value));
      const registry = registryOf(value);
      expect(registry.findIn(textOf(content).text)).toBe('<secret_1>');
      const redacted = redactBytes(content, registry);
      expect(redacted.toString('latin1')).toContain('<secret_1>');
      expect(registry.findIn(textOf(redacted).text)).toBeUndefined();
      expect(new SecondSearch([value]).toldIn(redacted)).toEqual([]);
    });
  }
}

for (const [title, write] of Object.entries(forms)) {
  test(`twelve characters of a secret ${title} are found and replaced`, () => {
    const content = Buffer.from(write(plain.slice(4, 16)));
    const registry = registryOf(plain);
    const redacted = redactBytes(content, registry);
    expect(registry.findIn(textOf(content).text)).toBe('<secret_1>');
    expect(registry.findIn(textOf(redacted).text)).toBeUndefined();
    expect(new SecondSearch([plain]).toldIn(redacted)).toEqual([]);
  });
}

test('what stands around a secret stays, in every coding that can be cut', () => {
  const registry = registryOf(plain);
  const whole: readonly [string, string][] = [
    [`before ${plain} after`, 'before <secret_1> after'],
    [`{"a":"\\u0061","t":"${plain}"}`, '{"a":"\\u0061","t":"<secret_1>"}'],
    [`%41=${inHex(plain).replace(/../g, '%$&')}&%42`, '%41=<secret_1>&%42'],
    [`f00d${inHex(plain)}f00d`, 'f00d<secret_1>f00d'],
  ];
  for (const [text, redacted] of whole) expect(registry.redact(text)).toBe(redacted);
  const encoded = Buffer.from(`the text before it ${plain} and the text after it`).toString('base64');
  const redacted = registry.redact(encoded);
  expect(redacted).toMatch(/^[A-Za-z0-9+/]{24,28}<secret_1>[A-Za-z0-9+/]{24,32}=*$/);
});

test('the same secret twice in base64 is replaced twice', () => {
  const encoded = Buffer.from(`a ${plain}`).toString('base64');
  expect(
    registryOf(plain)
      .redact(`${encoded} ${encoded}`)
      .match(/<secret_1>/g),
  ).toHaveLength(2);
});

test('what can not be opened is left out', () => {
  const registry = registryOf(plain);
  const damaged = gzipSync(plain.repeat(40));
  // A type of block that does not exist (RFC 1951, 3.2.3).
  damaged[10] = 0x07;
  const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024, plain));
  const zstandard = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.from('anything')]);
  for (const content of [damaged, bomb, zstandard]) {
    expect(redactBytes(content, registry).toString('latin1')).toBe('<compressed>');
    expect(registry.findIn(textOf(content).text)).toBeUndefined();
  }
});

test('the alignments of base64 hold what depends on the bytes alone', () => {
  const bytes = Buffer.from('forged.example');
  const alignments = base64Alignments(bytes);
  for (const before of ['', 'a', 'bc', 'def']) {
    for (const after of ['', 'x', 'yz']) {
      const text = Buffer.from(`${before}forged.example${after}`).toString('base64');
      expect(alignments.filter((each) => text.includes(each))).toHaveLength(1);
    }
  }
  const both = base64Alignments(Buffer.from([0xfb, 0xef, 0xbe, 0xfb, 0xef, 0xbe]));
  expect(both).toContain('++++++++');
  expect(both).toContain('--------');
});

test('of a body that was cut, the end is left out: it may begin a secret', () => {
  const registry = registryOf(plain);
  for (const write of [String, inHex, (text: string) => inHex(text).replace(/../g, '%$&')]) {
    const body = `a line before it, and more than that so that something of it is left to show ${write(plain)}`;
    for (let cut = body.length; cut > body.length - write(plain).length; cut -= 1) {
      const shown = redactBytes(Buffer.from(body.slice(0, cut)), registry, true).toString();
      expect(shown).toMatch(/^a line/);
      expect(shown).not.toContain(write(plain).slice(0, 6));
    }
  }
});
