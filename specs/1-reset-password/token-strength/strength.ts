import { addressIn } from './address.ts';
import { clocksIn, withoutClocks } from './clock.ts';
import { digestIn } from './digest.ts';
import type { Sample } from './sample.ts';
import { sequenceIn } from './sequence.ts';
import { type Variation, variationOf } from './variation.ts';
import { type View, viewsOf } from './views.ts';

/** A token has at least this many characters. */
const fewestCharacters = 20;
/** What varies in a token holds at least this many bits (OWASP on session identifiers). */
const fewestBits = 64;

/** What is known of the strength of some tokens. */
export interface Strength {
  /** Why they can be guessed, in words that show no part of a token; none where nothing speaks against them. */
  readonly faults: readonly string[];
  /** Length, alphabet and estimates in one line. */
  readonly summary: string;
}

/**
 * Estimates whether tokens can be guessed.
 *
 * @param samples Ten or more, in the order in which they were issued.
 * @param address The address that they were issued for.
 */
export function strengthOf(samples: readonly Sample[], address: string): Strength {
  const statistics = statisticsOf(samples, address);
  const digest = digestIn(samples, address);
  return digest === undefined ? statistics : { ...statistics, faults: [...statistics.faults, digest] };
}

/** The same without the search for digests, which says nothing by statistics and takes the most time. */
export function statisticsOf(samples: readonly Sample[], address: string): Strength {
  const tokens = samples.map(({ token }) => token);
  const views = viewsOf(tokens);
  const whole = variationOf(tokens);
  const weakest = views
    .map((view) => estimateOf(view, samples))
    .filter((each) => each !== undefined)
    .reduce(
      (least, each) => (each.bits < least.bits || (each.bits === least.bits && least.why === '') ? each : least),
      { bits: whole.estimatedBits, why: '' },
    );
  const shortest = Math.min(...tokens.map(({ length }) => length));
  const sequence = views.map(({ tokens: read }) => sequenceIn(read)).find((found) => found !== undefined);
  const faults = [
    ...(shortest < fewestCharacters ? [`tokens of ${shortest} characters`] : []),
    ...(weakest.bits < fewestBits ? [tooFewBits(weakest, whole, views, address)] : []),
    ...(sequence === undefined ? [] : [sequence]),
  ];
  return { faults, summary: summaryOf(tokens, whole, weakest.bits) };
}

interface Estimate {
  readonly bits: number;
  /** What stands in the tokens and was left out of the estimate; may be empty. */
  readonly why: string;
}

/** The bits of a view without its clocks; undefined where it says nothing that the tokens as they are don't say. */
function estimateOf({ name, tokens, readable }: View, samples: readonly Sample[]): Estimate | undefined {
  const clocks = clocksIn(tokens, samples);
  // Bytes behind base64 are no better alphabet than base64: they count only where they show a clock.
  if (clocks.length === 0 && !readable) return undefined;
  const { estimatedBits } = variationOf(withoutClocks(tokens, clocks));
  const names = [...new Set(clocks.map((clock) => clock.name))].join(' and ');
  const how = name === 'as they are' ? '' : ` (${name})`;
  return { bits: estimatedBits, why: names === '' ? '' : `beside ${names}${how}` };
}

function tooFewBits({ bits, why }: Estimate, whole: Variation, views: readonly View[], address: string): string {
  const form = views.map(({ tokens }) => addressIn(tokens, address)).find((form) => form !== undefined);
  return [
    `an estimated ${Math.floor(bits)} bits in the ${whole.varying} of ${whole.places} places that vary`,
    ...(why === '' ? [] : [why]),
    ...(form === undefined ? [] : [`with the address inside, ${form}`]),
  ].join(', ');
}

function summaryOf(tokens: readonly string[], whole: Variation, bits: number): string {
  const lengths = tokens.map(({ length }) => length);
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
  const different = new Set(tokens).size;
  return (
    `${tokens.length} tokens${different < tokens.length ? ` (${different} different ones)` : ''} ` +
    `of ${shortest === longest ? shortest : `${shortest} to ${longest}`} characters, ` +
    `${whole.varying} places vary over ${whole.alphabet} characters, all begin with the same ${prefixLength(tokens)}; ` +
    `an estimated ${Math.floor(bits)} bits ` +
    `(${Math.floor(whole.shannonBits)} by Shannon's entropy, ${Math.floor(whole.minEntropyBits)} by min-entropy as it is)`
  );
}

function prefixLength(tokens: readonly string[]): number {
  const [first = ''] = tokens;
  let length = 0;
  while (length < first.length && tokens.every((token) => token[length] === first[length])) length += 1;
  return length;
}
