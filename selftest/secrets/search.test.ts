import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { SecretRegistry } from '../../harness/secrets/registry.ts';
import { expectToHold } from '../properties.ts';

/** Pieces of which every twelve characters are telling: no words, no numbers. They make texts that repeat themselves. */
const repetitive = (length: { minLength: number; maxLength: number }): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(fc.constantFrom('a1', 'b2', 'a1b2', 'c3d'), { minLength: 1, maxLength: 4 }),
      fc.array(fc.constantFrom('a1', 'b2', 'c3d'), length),
    )
    .map(([period, rest]) => period.join('').repeat(6) + rest.join(''));

/** By the definition: where a secret stands whole, and where twelve characters of it do. */
function placesOf(secrets: readonly string[], text: string): Set<number> {
  const places = new Set<number>();
  for (const secret of secrets) {
    for (const [length, isPart] of [
      [secret.length, (part: string) => part === secret],
      [12, (part: string) => secret.includes(part)],
    ] as const) {
      for (let at = 0; at + length <= text.length; at += 1) {
        if (isPart(text.slice(at, at + length))) for (let each = at; each < at + length; each += 1) places.add(each);
      }
    }
  }
  return places;
}

test('in texts that repeat themselves, exactly the places are found that the definition names', () => {
  expectToHold(
    fc.property(
      fc.array(repetitive({ minLength: 0, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      repetitive({ minLength: 0, maxLength: 30 }),
      (secrets, text) => {
        const registry = new SecretRegistry();
        for (const secret of secrets) registry.learn('token', secret);
        const learnt = registry.all.map(({ value }) => value);
        const found: string[] = registry
          .piecesOf(text)
          .map((piece) => ('text' in piece ? piece.text : '\0'.repeat(piece.hit.end - piece.hit.start)));
        const expected = Array.from(text, (character, at) => (placesOf(learnt, text).has(at) ? '\0' : character));
        expect(found.join('')).toBe(expected.join(''));
      },
    ),
    300,
  );
});

test('of a very long secret nineteen characters tell it, wherever they are from', () => {
  const registry = new SecretRegistry();
  const secret = Array.from({ length: 2000 }, (_, index) => `${index * 7919}x`).join('');
  registry.learn('token', secret);
  for (let at = 0; at < 40; at += 1) {
    const excerpt = secret.slice(5000 + at, 5019 + at);
    expect(registry.redact(`before ${excerpt} after`)).toBe('before <token#1> after');
  }
  expect(registry.redact(secret)).toBe('<token#1>');
  expect(registry.redact(`${secret} and ${secret.slice(100, 900)}`)).toBe('<token#1> and <token#1>');
});

/** Secrets and a text that has them begin at all of its places. Compared anew at each, they would take minutes. */
const alike: Readonly<Record<string, { readonly secrets: readonly string[]; readonly text: string }>> = {
  'that the text repeats': { secrets: ['a'.repeat(400_000), 'a1'.repeat(200_000)], text: 'a'.repeat(1_000_000) },
  'that the text almost repeats': {
    secrets: [`${'a'.repeat(400_000)}b${'a'.repeat(20)}`],
    text: 'a'.repeat(1_000_000),
  },
  'of all lengths': {
    secrets: Array.from({ length: 1000 }, (_, index) => 'a'.repeat(1000 + index)),
    text: 'a'.repeat(1_000_000),
  },
  'that end alike': {
    secrets: Array.from({ length: 20_000 }, (_, index) => `${index}-aaaaaaaaaa`),
    text: '-aaaaaaaaaa'.repeat(90_000),
  },
};

for (const [title, { secrets, text }] of Object.entries(alike)) {
  test(`a mebibyte is soon searched for secrets ${title}, and nothing of it is shown`, () => {
    test.setTimeout(60_000);
    const registry = new SecretRegistry();
    for (const secret of secrets) registry.learn('token', secret);
    expect(registry.redact(text)).not.toContain('aaaaaaaa');
  });
}
