import { hash } from 'node:crypto';
import type { Sample } from './sample.ts';
import { bytesOf } from './views.ts';

/** Digests that are in common use, and their length in bytes. */
const algorithms = [
  { name: 'md5', length: 16 },
  { name: 'sha1', length: 20 },
  { name: 'sha256', length: 32 },
] as const;

/** Bytes by which a digest is recognised, so that one that was cut is, too. */
const prefixBytes = 8;
/** Counters are tried up to this number. */
const mostCounted = 1000;
/** How far the target's clock is tried on either side of the exchange, in milliseconds. */
const slackMs = 250;

interface Guess {
  readonly text: string;
  readonly from: string;
}

/**
 * Tells whether a token is the digest of something that can be guessed: the address, a small number, the time of the
 * reset, or the address with one of these.
 *
 * @param address The address that the tokens were issued for.
 * @returns what gave it away, or undefined.
 */
export function digestIn(samples: readonly Sample[], address: string): string | undefined {
  const suspects = samples.flatMap(({ token }) => partsOf(token));
  const shortest = Math.min(...suspects.map(({ length }) => length));
  const beginnings = new Set(suspects.map(beginning));
  // A digest may have been cut, but not stretched.
  const possible = algorithms.filter(({ length }) => length >= shortest);
  // Each time costs some thousand digests: the token whose time is known best stands for all.
  const [timed] = [...samples].sort((a, b) => a.to - a.from - (b.to - b.from));
  const sources = [fixed(address), counted(address), ...(timed === undefined ? [] : [ofTime(timed, address)])];
  if (beginnings.size === 0) return undefined;
  for (const source of sources) {
    for (const { text, from } of source) {
      const found = possible.find(({ name }) => beginnings.has(hash(name, text).slice(0, 2 * prefixBytes)));
      if (found !== undefined) return `a token is the ${found.name} digest of ${from}`;
    }
  }
  return undefined;
}

function* fixed(address: string): Generator<Guess> {
  for (const text of [address, address.toLowerCase(), address.slice(0, address.lastIndexOf('@'))]) {
    yield { text, from: 'the address' };
  }
}

function* counted(address: string): Generator<Guess> {
  for (let number = 0; number <= mostCounted; number += 1) yield* alone(String(number), 'a small number', address);
}

function* ofTime({ from, to }: Sample, address: string): Generator<Guess> {
  const seconds = (ms: number): number => Math.floor(ms / 1000);
  for (let second = seconds(from - slackMs); second <= seconds(to + slackMs); second += 1) {
    yield* alone(String(second), 'the time in s', address);
  }
  for (let ms = from - slackMs; ms <= to + slackMs; ms += 1) {
    yield* alone(String(ms), 'the time in ms', address);
  }
}

function* alone(text: string, from: string, address: string): Generator<Guess> {
  yield { text, from };
  for (const joint of ['', ':', '-', '_', '|']) yield { text: address + joint + text, from: `the address and ${from}` };
  yield { text: text + address, from: `${from} and the address` };
}

/** The bytes of a token, and of each of its parts, that are long enough for a digest. */
function partsOf(token: string): Buffer[] {
  return [...new Set([token, ...token.split(/[^0-9A-Za-z+/-]+/)])]
    .map((part) => bytesOf(part) ?? Buffer.alloc(0))
    .filter(({ length }) => length >= prefixBytes);
}

function beginning(bytes: Buffer): string {
  return bytes.toString('hex', 0, prefixBytes);
}
