/**
 * A percentile by the nearest-rank method: the smallest value that at least this share of the sample does not exceed.
 *
 * @param percent Above 0, up to 100.
 * @throws RangeError for an empty sample or a share out of range.
 */
export function percentile(sample: readonly number[], percent: number): number {
  if (!(percent > 0 && percent <= 100)) throw new RangeError(`no percentile: ${percent}`);
  const value = [...sample].sort((a, b) => a - b)[Math.ceil((percent / 100) * sample.length) - 1];
  if (value === undefined) throw new RangeError('no percentile of an empty sample');
  return value;
}
