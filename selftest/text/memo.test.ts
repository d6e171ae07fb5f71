import { expect, test } from '@playwright/test';
import { keyOf, Memo } from '../../harness/text/memo.ts';

/** A memo that counts how often it has something made, each thing of 100 units and what it takes beside. */
function counting(things: number): { readonly memo: Memo<string, string>; readonly made: string[] } {
  const made: string[] = [];
  const memo = new Memo<string, string>(things * 132, () => 100);
  const of = memo.of.bind(memo);
  memo.of = (key) =>
    of(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  return { memo, made };
}

const unused = (): string => 'never made';

test('a thing is made once', () => {
  const { memo, made } = counting(2);
  expect(['a', 'b', 'a', 'b'].map((key) => memo.of(key, unused))).toEqual(['A', 'B', 'A', 'B']);
  expect(made).toEqual(['a', 'b']);
});

test('beyond its bound, what was asked for longest ago is forgotten', () => {
  const { memo, made } = counting(2);
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) memo.of(key, unused);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});

test('what is too large by itself is made each time, and nothing is forgotten for it', () => {
  const memo = new Memo<string, string>(1000, (key) => key.length);
  let made = 0;
  const make = (): string => String((made += 1));
  memo.of('small', make);
  memo.of('x'.repeat(2000), make);
  memo.of('x'.repeat(2000), make);
  expect(memo.of('small', make)).toBe('1');
  expect(made).toBe(3);
});

test('what throws is tried again, and what is cleared is made again', () => {
  const memo = new Memo<string, number>(1000, () => 1);
  expect(() =>
    memo.of('a', () => {
      throw new Error('not yet');
    }),
  ).toThrow('not yet');
  expect(memo.of('a', () => 1)).toBe(1);
  memo.clear();
  expect(memo.of('a', () => 2)).toBe(2);
});

test('long texts have short keys, other ones for others', () => {
  const texts = ['', 'a', 'a'.repeat(5000), `${'a'.repeat(5000)}b`, `${'a'.repeat(5000)}\ud800`];
  const keys = texts.map(keyOf);
  expect(new Set(keys).size).toBe(texts.length);
  expect(Math.max(...keys.map(({ length }) => length))).toBeLessThan(100);
});
