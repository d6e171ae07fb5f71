import type { Sample } from './sample.ts';

/** A clock that all tokens of a sample hold in the same places. */
export interface Clock {
  /** Such as "the clock in ms". */
  readonly name: string;
  readonly start: number;
  readonly length: number;
}

/** Ticks in a millisecond; the finest first, because the digits of a finer clock begin with those of a coarser one. */
const units = { ns: 1e6, µs: 1e3, ms: 1, s: 1e-3 } as const;

const bases = [
  { base: 10, name: '', digits: /^\d+$/ },
  { base: 16, name: ' in hexadecimal', digits: /^(?:[\da-f]+|[\dA-F]+)$/ },
  { base: 36, name: ' in base 36', digits: /^(?:[\da-z]+|[\dA-Z]+)$/ },
] as const;

/** A clock may be off, be in local time, or say when the token ends. */
const toleranceMs = 24 * 60 * 60 * 1000;

/**
 * Finds the clocks in a sample, written in digits, hexadecimal or base 36, in s, ms, µs or ns since 1970. Chance does
 * not bring one about: every token has to hold its own time in the same places.
 *
 * @param tokens The tokens in the view to search, in the order of the samples.
 */
export function clocksIn(tokens: readonly string[], samples: readonly Sample[]): Clock[] {
  const clocks: Clock[] = [];
  const places = Math.min(...tokens.map(({ length }) => length));
  for (const { base, name, digits } of bases) {
    for (const [unit, ticks] of Object.entries(units)) {
      const length = Math.floor((samples[0]?.from ?? 0) * ticks).toString(base).length;
      for (let start = 0; start + length <= places; start += 1) {
        const taken = clocks.some((clock) => start < clock.start + clock.length && clock.start < start + length);
        const isClock = (token: string, index: number): boolean => {
          const text = token.slice(start, start + length);
          return (
            digits.test(text) && Math.abs(parseInt(text, base) / ticks - (samples[index]?.from ?? 0)) <= toleranceMs
          );
        };
        if (!taken && tokens.every(isClock)) clocks.push({ name: `the clock in ${unit}${name}`, start, length });
      }
    }
  }
  return clocks;
}

/** The tokens with their clocks blanked, so that what varies in them is what the clock does not say. */
export function withoutClocks(tokens: readonly string[], clocks: readonly Clock[]): string[] {
  return tokens.map((token) =>
    clocks.reduce(
      (rest, { start, length }) => rest.slice(0, start) + '#'.repeat(length) + rest.slice(start + length),
      token,
    ),
  );
}
