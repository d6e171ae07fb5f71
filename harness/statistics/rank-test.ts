/** What a rank test says of two samples. */
export interface RankTest {
  /** Two-sided probability of ranks at least that far apart where both samples come from one distribution. */
  readonly p: number;
  /** Rank-biserial correlation, -1 to 1: above 0 where the first sample tends to the greater values. */
  readonly effect: number;
}

/**
 * The Mann-Whitney U test by the normal approximation, with the corrections for ties and for continuity.
 *
 * @param first Sample of any unit, 8 values or more for the approximation to hold.
 * @param second Sample of the same unit, of the same kind.
 */
export function rankTest(first: readonly number[], second: readonly number[]): RankTest {
  const pairs = first.length * second.length;
  const total = first.length + second.length;
  if (pairs === 0) throw new RangeError('no rank test of an empty sample');
  const all = [...first, ...second].sort((a, b) => a - b);
  const sizes = new Map<number, number>();
  for (const value of all) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  const u = first
    .map((a) => second.reduce((wins, b) => wins + (a > b ? 1 : a === b ? 0.5 : 0), 0))
    .reduce((sum, wins) => sum + wins, 0);
  const ties = [...sizes.values()].reduce((sum, size) => sum + size ** 3 - size, 0);
  const variance = (pairs / 12) * (total + 1 - ties / (total * (total - 1)));
  const distance = Math.max(0, Math.abs(u - pairs / 2) - 0.5);
  return {
    p: distance === 0 || variance === 0 ? 1 : twoSided(distance / Math.sqrt(variance)),
    effect: (2 * u) / pairs - 1,
  };
}

/** Probability that a standard normal variable lies at least this far from 0 (Abramowitz and Stegun 7.1.26, error below 2e-7). */
function twoSided(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
  const polynomial = series.reduceRight((sum, coefficient) => (sum + coefficient) * t, 0);
  return Math.min(1, Math.max(0, polynomial * Math.exp(-x * x)));
}
