import { expect, test } from '@playwright/test';
import { fewestShown, minEntropyBits, shannonBits, symbolsBehind } from '../../harness/statistics/entropy.ts';
import { percentile } from '../../harness/statistics/percentile.ts';
import { rankTest } from '../../harness/statistics/rank-test.ts';

test('Shannon and min-entropy of known distributions', () => {
  expect(shannonBits([5, 5, 5, 5])).toBeCloseTo(2);
  expect(shannonBits([8, 4, 2, 2])).toBeCloseTo(1.75);
  expect(shannonBits([7, 0])).toBe(0);
  expect(minEntropyBits([5, 5, 5, 5])).toBeCloseTo(2);
  expect(minEntropyBits([8, 4, 2, 2])).toBeCloseTo(1);
});

test('the benefit of the doubt raises a min-entropy, to no bound where the sample says nothing', () => {
  expect(minEntropyBits([80, 40, 40], 2)).toBeGreaterThan(1);
  expect(minEntropyBits([1, 1], 4)).toBe(Infinity);
});

test('the occupancy of a fair source', () => {
  // Of two draws from two symbols every other pair shows one symbol.
  expect(fewestShown(2, 2, 0.4)).toBe(1);
  expect(fewestShown(2, 2, 0.6)).toBe(2);
  // Ten draws from 16: at most three different ones in 3 of 100,000 cases, at most four in 17 of 10,000.
  expect(fewestShown(10, 16, 1e-4)).toBe(4);
  expect(fewestShown(10, 16, 1e-2)).toBe(5);
});

test('the number of symbols behind what was shown', () => {
  expect(symbolsBehind(1, 10)).toBeCloseTo(1, 3);
  const expected = 16 * (1 - (15 / 16) ** 10);
  expect(symbolsBehind(expected, 10)).toBeCloseTo(16, 3);
  expect(symbolsBehind(10, 10)).toBe(Infinity);
});

test('a percentile is a value of the sample, by nearest rank', () => {
  const twenty = Array.from({ length: 20 }, (_, index) => 20 - index);
  expect(percentile(twenty, 95)).toBe(19);
  expect(percentile(twenty, 100)).toBe(20);
  expect(percentile([15, 20, 35, 40, 50], 30)).toBe(20);
  expect(percentile([7], 1)).toBe(7);
  expect(() => percentile([], 95)).toThrow('empty');
  expect(() => percentile([1], 0)).toThrow('no percentile');
});

test('the rank test agrees with published figures', () => {
  // The figures of scipy.stats.mannwhitneyu(method="asymptotic", use_continuity=True) for these samples.
  const males = [19, 22, 16, 29, 24];
  const females = [20, 11, 17, 12];
  expect(rankTest(males, females).p).toBeCloseTo(0.11134688653314041, 6);
  expect(rankTest(males, females).effect).toBeCloseTo((2 * 17) / 20 - 1);
  expect(rankTest(females, males).p).toBeCloseTo(0.11134688653314041, 6);
});

test('the rank test at its ends, and with ties', () => {
  const low = [1, 2, 3, 4, 5, 6, 7, 8];
  const high = low.map((value) => value + 100);
  expect(rankTest(high, low)).toEqual({ p: expect.closeTo(0.000939, 5), effect: 1 });
  expect(rankTest(low, high).effect).toBe(-1);
  expect(rankTest(low, low)).toEqual({ p: 1, effect: 0 });
  expect(rankTest([3, 3, 3], [3, 3])).toEqual({ p: 1, effect: 0 });
  expect(() => rankTest([], [1])).toThrow('empty');
});
