import { createHash, createHmac } from 'node:crypto';
import type { Sample } from '../../specs/1-reset-password/token-strength/sample.ts';

/** The account that the tokens of this self-test are for. */
export const address = 'kiosk@example.com';

/** A source of random bytes that gives the same ones for the same seed. */
export class Random {
  #block = 0;
  #bytes: Buffer = Buffer.alloc(0);
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** The next bytes: SHA-256 over seed and counter. */
  bytes(length: number): Buffer {
    while (this.#bytes.length < length) {
      this.#block += 1;
      const block = createHash('sha256').update(`${this.#seed} ${this.#block}`).digest();
      this.#bytes = Buffer.concat([this.#bytes, block]);
    }
    const taken = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    return taken;
  }

  /** Characters of an alphabet, each as likely as the others. */
  text(length: number, alphabet: string): string {
    const limit = 256 - (256 % alphabet.length);
    let text = '';
    while (text.length < length) {
      const [byte = 255] = this.bytes(1);
      if (byte < limit) text += alphabet.charAt(byte % alphabet.length);
    }
    return text;
  }
}

export const digits = '0123456789';
const base62 = `${digits}ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz`;

/** What a token is made from. */
export interface Moment {
  /** Counts the tokens of a set from 0. */
  readonly index: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly random: Random;
}

export type TokenMaker = (moment: Moment) => string;

const sign = (text: string): string => createHmac('sha256', 'a key of the self-test').update(text).digest('base64url');
const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const hash = (name: string, text: string): string => createHash(name).update(text).digest('hex');
/** Nanoseconds since the epoch, the last digits of which are as good as random. */
const nanoseconds = ({ at, random }: Moment): bigint =>
  BigInt(at) * 1_000_000n + BigInt(random.bytes(3).readUIntBE(0, 3) % 1_000_000);

/** Tokens that nobody guesses. */
export const strong: Readonly<Record<string, TokenMaker>> = {
  'base62, 20 characters': ({ random }) => random.text(20, base62),
  'hexadecimal, 20 characters': ({ random }) => random.bytes(10).toString('hex'),
  'hexadecimal, 32 characters': ({ random }) => random.bytes(16).toString('hex'),
  'decimal, 20 characters': ({ random }) => random.text(20, digits),
  'base64url, 43 characters': ({ random }) => random.bytes(32).toString('base64url'),
  'UUID of version 4': ({ random }) => uuid('4', random.bytes(16).toString('hex')),
  'UUID of version 7': ({ at, random }) =>
    uuid('7', at.toString(16).padStart(12, '0') + random.bytes(10).toString('hex')),
  'signed, with a clock inside': ({ at, random }) => {
    const head = base64url('{"alg":"HS256","typ":"JWT"}');
    const iat = Math.floor(at / 1000);
    const claims = base64url(
      JSON.stringify({ sub: address, iat, exp: iat + 7200, jti: random.bytes(8).toString('hex') }),
    );
    return `${head}.${claims}.${sign(`${head}.${claims}`)}`;
  },
  'a constant prefix': ({ random }) => `timp_reset_${random.text(20, base62)}`,
  'a counter and a random tail': ({ index, random }) => `${1000 + index}-${random.text(22, base62)}`,
  'a clock and a random tail': ({ at, random }) => `${at.toString(36)}-${random.bytes(16).toString('hex')}`,
  'the address beside random bytes, in base64': ({ random }) =>
    base64url(`${address}:${random.bytes(16).toString('hex')}`),
};

/** A kind of weak token, and the words of the fault that it has to bring. */
export interface Weak {
  readonly make: TokenMaker;
  readonly fault: RegExp;
}

const fewBits = /an estimated \d+ bits/;

/** Tokens that can be guessed. */
export const weak: Readonly<Record<string, Weak>> = {
  'too short': { make: ({ random }) => random.text(12, base62), fault: /tokens of 12 characters/ },
  'a counter': { make: ({ index }) => String(4711 + index).padStart(24, '0'), fault: /small step|same step/ },
  'a counter in hexadecimal': { make: ({ index }) => (0xabcdef + index).toString(16).padStart(32, '0'), fault: /step/ },
  'a counter in base64': {
    make: ({ index }) => base64url(`organization-reset-${100 + index}`),
    fault: /step/,
  },
  'a great step': {
    make: ({ index }) => (0x1234_5678_9abc_def1_2345n * BigInt(index + 7)).toString(16).padStart(24, '0'),
    fault: /same step/,
  },
  'the clock in s': { make: ({ at }) => `reset-token-${Math.floor(at / 1000)}`, fault: /the clock in s/ },
  'the clock in ms': { make: ({ at }) => `reset-token-${at}`, fault: /the clock in ms/ },
  'the clock in µs': {
    make: (moment) => `reset-token-${nanoseconds(moment) / 1000n}`,
    fault: /the clock in µs/,
  },
  'the clock in ns': { make: (moment) => `reset-token-${nanoseconds(moment)}`, fault: /the clock in ns/ },
  'the clock in hexadecimal': {
    make: ({ at }) => `reset-token-${at.toString(16)}`,
    fault: /the clock in ms in hexadecimal/,
  },
  'the clock in base 36': { make: ({ at }) => `reset-token-${at.toString(36)}`, fault: /the clock in ms in base 36/ },
  'the clock in base64': { make: ({ at }) => base64url(`reset-token-${at}`), fault: /the clock in ms \(decoded\)/ },
  'the clock in ns as bytes in base64': {
    make: (moment) => Buffer.from(nanoseconds(moment).toString(16).padStart(48, '0'), 'hex').toString('base64url'),
    fault: /the clock in ns in hexadecimal \(decoded from base64\)/,
  },
  'the clock in ns and a small random tail': {
    make: (moment) => `${nanoseconds(moment)}${moment.random.bytes(4).toString('hex')}`,
    fault: /beside the clock in ns/,
  },
  'the address': { make: () => `reset-${address}`, fault: /the address inside, plain/ },
  'the address in base64': { make: () => base64url(`reset:${address}`), fault: /the address inside, in base64|plain/ },
  'the address in hexadecimal': { make: () => Buffer.from(address).toString('hex'), fault: /the address inside/ },
  'md5 of the address': { make: () => hash('md5', address), fault: /the md5 digest of the address/ },
  'sha1 of the address': { make: () => hash('sha1', address), fault: /the sha1 digest of the address/ },
  'sha256 of the address and the time in s': {
    make: ({ at }) => hash('sha256', `${address}${Math.floor(at / 1000)}`),
    fault: /the sha256 digest of the address and the time in s/,
  },
  'md5 of the time in ms': { make: ({ at }) => hash('md5', String(at)), fault: /the md5 digest of the time in ms/ },
  'sha1 of a counter': {
    make: ({ index }) => hash('sha1', String(40 + index)),
    fault: /sha1 digest of a small number/,
  },
  'sha256 of the address and a counter, cut': {
    make: ({ index }) => hash('sha256', `${address}:${40 + index}`).slice(0, 24),
    fault: /sha256 digest of the address and a small number/,
  },
  'only the last characters vary': {
    make: ({ random }) => `0123456789abcdefghij${random.text(8, base62)}`,
    fault: fewBits,
  },
  'few different characters in each place': {
    make: ({ random }) => [...random.bytes(40)].map((byte) => (byte % 16 === 0 ? 'x' : 'o')).join(''),
    fault: fewBits,
  },
  'few different characters in each place, others in the next': {
    make: ({ random }) =>
      [...random.bytes(22)].map((byte, place) => base62.charAt((7 * place + (byte % 4)) % base62.length)).join(''),
    fault: fewBits,
  },
  'a short random part, repeated': { make: ({ random }) => random.text(8, base62).repeat(4), fault: fewBits },
  'a UUID of version 1': {
    make: (moment) =>
      uuid(
        '1',
        (nanoseconds(moment) / 100n + 0x01b21dd213814000n)
          .toString(16)
          .padStart(16, '0')
          .replace(/^(.{4})(.{4})(.{8})$/, '$3$2$1') + '8a3c02420a110003',
      ),
    fault: fewBits,
  },
  'a few tokens in turn': { make: ({ index }) => hash('sha256', `secret ${index % 4}`), fault: fewBits },
};

/** A set of tokens of one kind, asked for some 50 ms apart. */
export function sampleOf(make: TokenMaker, size: number, seed: string): Sample[] {
  const random = new Random(seed);
  let at = 1_780_000_000_000 + random.bytes(4).readUInt32BE();
  return Array.from({ length: size }, (_, index) => {
    at += 20 + (random.bytes(1)[0] ?? 0) / 4;
    const from = Math.floor(at);
    return { token: make({ index, at: from + 2, random }), from, to: from + 5 };
  });
}

function uuid(version: string, hex: string): string {
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    version + hex.slice(13, 16),
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
