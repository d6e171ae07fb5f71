/** Shannon's entropy of a distribution, in bits a symbol (plug-in estimate). */
export function shannonBits(counts: readonly number[]): number {
  const total = sum(counts);
  return sum(counts.filter((count) => count > 0).map((count) => -(count / total) * Math.log2(count / total)));
}

/**
 * Min-entropy of a distribution, in bits a symbol: how hard the most common symbol is to guess (NIST SP 800-90B 6.3.1).
 *
 * @param doubt How many standard errors the frequency of the most common symbol may lie above the true one; 0 takes it
 *   as it is. A small sample makes any symbol look too common, so a judgement that must not cry wolf gives some.
 * @returns `Infinity` where the frequency can't be told from 0.
 */
export function minEntropyBits(counts: readonly number[], doubt = 0): number {
  const total = sum(counts);
  const frequency = Math.max(...counts) / total;
  const lowest = frequency - doubt * Math.sqrt((frequency * (1 - frequency)) / total);
  return lowest <= 0 ? Infinity : -Math.log2(lowest);
}

/**
 * How many different symbols a fair source shows at least, but for a given chance (the occupancy problem).
 *
 * @param draws Number of draws.
 * @param symbols Number of symbols, each as likely as the others.
 * @param chance Probability of a wrong word about a fair source.
 * @returns the greatest number of which it holds that fewer are shown with less than that chance.
 */
export function fewestShown(draws: number, symbols: number, chance: number): number {
  // shown[k]: probability that the draws so far have shown k different symbols.
  let shown: number[] = [1];
  for (let draw = 0; draw < draws; draw += 1) {
    const next = new Array<number>(Math.min(draw + 1, symbols) + 1).fill(0);
    for (const [known, probability] of shown.entries()) {
      next[known] = (next[known] ?? 0) + probability * (known / symbols);
      if (known < symbols) next[known + 1] = (next[known + 1] ?? 0) + probability * (1 - known / symbols);
    }
    shown = next;
  }
  let below = 0;
  for (const [known, probability] of shown.entries()) {
    below += probability;
    if (below >= chance) return known;
  }
  return shown.length - 1;
}

/**
 * The number of equally likely symbols that explains how many different ones were shown: the inverse of the expected
 * number of different symbols, `m (1 - (1 - 1/m)^draws)`.
 *
 * @returns `Infinity` where every draw showed another symbol.
 */
export function symbolsBehind(shown: number, draws: number): number {
  if (shown >= draws) return Infinity;
  const expected = (symbols: number): number => symbols * (1 - (1 - 1 / symbols) ** draws);
  let low = 1;
  let high = 2;
  while (expected(high) < shown) high *= 2;
  while (high - low > 1e-6 * high) {
    const middle = (low + high) / 2;
    if (expected(middle) < shown) low = middle;
    else high = middle;
  }
  return high;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
