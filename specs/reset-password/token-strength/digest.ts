import { createHash } from 'node:crypto';
import type { Sample } from './sample.ts';
import { bytesOf } from './views.ts';

const algorithms = ['md5', 'sha1', 'sha256'] as const;

/** Bytes by which a digest is recognised, so that one that was cut is, too. */
const telling = 8;
/** Counters are tried up to this number. */
const mostCounted = 5000;
/** How far the target's clock is tried on either side of the exchange, in milliseconds. */
const clockSlackMs = 1000;

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
  const beginnings = new Set(samples.flatMap(({ token }) => beginningsOf(token)));
  if (beginnings.size === 0) return undefined;
  // The first, the middle and the last token stand for all: each time that is tried costs some ten thousand digests.
  const timed = new Set(
    [samples[0], samples[samples.length >> 1], samples.at(-1)].filter((each) => each !== undefined),
  );
  const sources = [fixed(address), counted(address), ...[...timed].map((sample) => ofTime(sample, address))];
  for (const source of sources) {
    for (const { text, from } of source) {
      const found = algorithms.find((name) => beginnings.has(beginning(createHash(name).update(text).digest())));
      if (found !== undefined) return `a token is the ${found} digest of ${from}`;
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
  for (let second = seconds(from - clockSlackMs); second <= seconds(to + clockSlackMs); second += 1) {
    yield* alone(String(second), 'the time in s', address);
  }
  for (let ms = from - clockSlackMs; ms <= to + clockSlackMs; ms += 1) {
    yield* alone(String(ms), 'the time in ms', address);
  }
}

function* alone(text: string, from: string, address: string): Generator<Guess> {
  yield { text, from };
  for (const joint of ['', ':', '-', '_', '|']) yield { text: address + joint + text, from: `the address and ${from}` };
  yield { text: text + address, from: `${from} and the address` };
}

/** The first bytes of a token, and of each of its parts, in hexadecimal digits. */
function beginningsOf(token: string): string[] {
  return [token, ...token.split(/[^0-9A-Za-z+/-]+/)]
    .map((part) => bytesOf(part))
    .filter((bytes) => bytes !== undefined && bytes.length >= telling)
    .map((bytes) => beginning(bytes ?? Buffer.alloc(0)));
}

function beginning(bytes: Buffer): string {
  return bytes.subarray(0, telling).toString('hex');
}
