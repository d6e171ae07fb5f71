import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { editDistance, misspelling, suggestion } from '../../harness/config/misspelt.ts';
import { expectToHold } from '../properties.ts';

test.describe('The edit distance', () => {
  const known: readonly [string, string, number][] = [
    ['', '', 0],
    ['', 'ABC', 3],
    ['BASE_URL', 'BASE_ULR', 1],
    ['BASE_URL', 'BASEURL', 1],
    ['STRICT', 'SCRIPT', 2],
    ['KITTEN', 'SITTING', 3],
  ];
  for (const [a, b, distance] of known) {
    test(`between "${a}" and "${b}" is ${distance}`, () => {
      expect(editDistance(a, b)).toBe(distance);
      expect(editDistance(b, a)).toBe(distance);
    });
  }

  test('is 1 after any swap of two neighbours that differ', () => {
    const name = 'REQUESTS_PER_SECOND';
    expectToHold(
      fc.property(fc.nat(name.length - 2), (i) => {
        fc.pre(name[i] !== name[i + 1]);
        const swapped = name.slice(0, i) + (name[i + 1] ?? '') + (name[i] ?? '') + name.slice(i + 2);
        return editDistance(name, swapped) === 1;
      }),
    );
  });
});

const names = ['BASE_URL', 'STRICT', 'SEED', 'REQUEST_TIMEOUT_MS'];

test('a suggestion is offered for what is near, by length', () => {
  expect(suggestion('SEDE', names)).toBe('SEED');
  expect(suggestion('REQ_TIMEOUT_MS', names)).toBe('REQUEST_TIMEOUT_MS');
  expect(suggestion('base-url', names)).toBe('BASE_URL');
  expect(suggestion('SOMETHING', names)).toBeUndefined();
});

test("a misspelling is told from another program's variable", () => {
  expect(misspelling('BASE_ULR', names)).toBe('BASE_URL');
  expect(misspelling('STRCIT', names)).toBe('STRICT');
  for (const other of ['SCRIPT', 'SEDE', 'SEEDS', 'CASE_URL', 'BASE_DIR', 'REQ_TIMEOUT_MS']) {
    expect(misspelling(other, names), other).toBeUndefined();
  }
});
