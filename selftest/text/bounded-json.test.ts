import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { jsonExcess, jsonLimits } from '../../harness/text/bounded-json.ts';
import { expectToHold } from '../properties.ts';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

test('levels up to the limit are parsed, and no more', () => {
  expect(jsonExcess(nested(jsonLimits.levels))).toBeUndefined();
  expect(jsonExcess(nested(jsonLimits.levels + 1))).toMatch(/levels/);
  expect(jsonExcess(nested(200_000))).toMatch(/levels/);
  expect(jsonExcess('{"a":'.repeat(jsonLimits.levels + 1))).toMatch(/levels/);
});

test('values up to the limit are parsed, and no more', () => {
  const values = (count: number): string => `[${Array(count).fill('0').join(',')}]`;
  expect(jsonExcess(values(jsonLimits.values - 1))).toBeUndefined();
  expect(jsonExcess(values(jsonLimits.values))).toMatch(/values/);
  expect(jsonExcess(`{${Array.from({ length: 1_000_000 }, (_, index) => `"m${index}":1`).join(',')}}`)).toMatch(
    /values/,
  );
});

test('what stands in strings counts for nothing', () => {
  const text = JSON.stringify({ a: nested(5_000), b: ',"\\'.repeat(30_000), c: '\\' });
  expect(jsonExcess(text)).toBeUndefined();
  expect(jsonExcess(`[${text},${nested(jsonLimits.levels)}]`)).toMatch(/levels/);
});

test('no text makes it throw, and no small document is too much', () => {
  expectToHold(
    fc.property(fc.string({ unit: 'binary' }), (text) => jsonExcess(text.slice(0, jsonLimits.levels)) === undefined),
  );
  expectToHold(fc.property(fc.jsonValue(), (value) => jsonExcess(JSON.stringify(value)) === undefined));
});
