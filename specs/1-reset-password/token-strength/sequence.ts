import { bytesOf } from './views.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';

/** The orders in which characters are used as digits. */
const alphabets = [
  digits,
  `${digits}abcdef`,
  `${digits}ABCDEF`,
  digits + lower,
  digits + upper,
  digits + upper + lower,
  digits + lower + upper,
  upper + lower + digits,
];

/** Tokens that lie closer together than this follow one another. */
const smallStep = 1n << 20n;

/**
 * Tells whether tokens count: read as numbers, more than half of them follow the one before by the same step, or by a
 * small one.
 *
 * @param tokens In the order in which they were issued.
 * @returns what gave it away, or undefined.
 */
export function sequenceIn(tokens: readonly string[]): string | undefined {
  for (const numbers of readings(varyingPart(tokens))) {
    const steps = numbers.slice(1).map((number, index) => number - (numbers[index] ?? 0n));
    const most = steps.length / 2;
    const counts = new Map<bigint, number>();
    for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
    const same = Math.max(...[...counts].filter(([step]) => step !== 0n).map(([, count]) => count), 0);
    if (same > most) return `${same} of ${steps.length} tokens follow the one before by the same step`;
    const small = steps.filter((step) => step !== 0n && step < smallStep && -step < smallStep).length;
    if (small > most) return `${small} of ${steps.length} tokens follow the one before by a small step`;
  }
  return undefined;
}

/** What is left of tokens without the beginning and the end that all share. */
function varyingPart(tokens: readonly string[]): string[] {
  const [first = ''] = tokens;
  const shared = (at: (token: string, index: number) => string): number => {
    const shortest = Math.min(...tokens.map(({ length }) => length));
    let length = 0;
    while (length < shortest && tokens.every((token) => at(token, length) === at(first, length))) length += 1;
    return length;
  };
  const start = shared((token, index) => token.charAt(index));
  const end = shared((token, index) => token.charAt(token.length - 1 - index));
  return tokens.map((token) => token.slice(start, Math.max(start, token.length - end)));
}

function* readings(tokens: readonly string[]): Generator<bigint[]> {
  const plain = tokens.map((token) => token.replaceAll('-', ''));
  for (const alphabet of alphabets) {
    const values = plain.map((token) => numberOf(token, alphabet));
    if (values.every((value) => value !== undefined)) yield values;
  }
  const bytes = tokens.map((token) => bytesOf(token));
  if (bytes.every((each) => each !== undefined)) yield bytes.map((each) => BigInt(`0x0${each.toString('hex')}`));
}

function numberOf(text: string, alphabet: string): bigint | undefined {
  let value = 0n;
  for (const character of text) {
    const digit = alphabet.indexOf(character);
    if (digit === -1) return undefined;
    value = value * BigInt(alphabet.length) + BigInt(digit);
  }
  return value;
}
