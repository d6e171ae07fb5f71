import { fewestShown, minEntropyBits, shannonBits, symbolsBehind } from '../../../harness/statistics/entropy.ts';

/** How much the tokens of a sample differ from one another, place by place. */
export interface Variation {
  /** Characters of the shortest token. */
  readonly places: number;
  /** Places where not all tokens agree; places that always repeat another one count once. */
  readonly varying: number;
  /** Different characters seen in those places. */
  readonly alphabet: number;
  /** What decides: the min-entropy of all varying places together, with the benefit of the doubt that a sample needs. */
  readonly estimatedBits: number;
  /** Entropy of the varying places together by the frequencies as they are: Shannon's, and min-entropy. */
  readonly shannonBits: number;
  readonly minEntropyBits: number;
}

/** Chance at which a place of a fair source is taken for one of few characters. */
const wrongWord = 1e-4;
/** Standard errors by which a character may be too common before it counts against the tokens. */
const doubt = 4;

/**
 * Estimates the bits in the places that vary.
 *
 * Ten tokens can't show the distribution of a single place, so the frequencies are taken from all places together; a
 * place that shows fewer characters than chance explains counts for what it shows. Repeated tokens bound the whole.
 *
 * @param tokens Two or more; only as many places as the shortest has are looked at.
 */
export function variationOf(tokens: readonly string[]): Variation {
  const places = Math.min(...tokens.map(({ length }) => length));
  const columns = Array.from({ length: places }, (_, place) => tokens.map((token) => token.charAt(place)));
  const varying = [
    ...new Map(columns.filter((column) => new Set(column).size > 1).map((each) => [each.join(''), each])).values(),
  ];
  const alphabet = new Set(varying.flat()).size;
  if (varying.length === 0)
    return { places, varying: 0, alphabet, estimatedBits: 0, shannonBits: 0, minEntropyBits: 0 };

  const draws = tokens.length;
  const fewest = fewestShown(draws, alphabet, wrongWord);
  const shown = varying.map((column) => new Set(column).size);
  const poorBits = shown
    .filter((size) => size < fewest)
    .map((size) => Math.log2(symbolsBehind(size, draws)))
    .reduce((sum, bits) => sum + bits, 0);
  const rich = varying.filter((_, index) => (shown[index] ?? 0) >= fewest);
  const counts = countsOf(rich.flat());
  const bound = Math.log2(symbolsBehind(new Set(tokens).size, draws));
  const together = (symbolBits: number): number =>
    Math.min(bound, poorBits + (rich.length === 0 ? 0 : rich.length * symbolBits));
  return {
    places,
    varying: varying.length,
    alphabet,
    estimatedBits: together(Math.min(Math.log2(counts.length), minEntropyBits(counts, doubt))),
    shannonBits: together(shannonBits(counts)),
    minEntropyBits: together(minEntropyBits(counts)),
  };
}

function countsOf(symbols: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const symbol of symbols) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  return [...counts.values()];
}
