import { createHash, randomInt } from 'node:crypto';
import { type Circumstance, fault, type Fault } from '../behaviour.ts';
import type { Policy } from '../policy.ts';
import { randomHex, randomText, type State } from '../state.ts';

const prefix = 'Zk4XoT8fQw5nVb3Lr7Yc9Jd1Hs6Mp2Ga';
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const base64url = (value: string): string => Buffer.from(value).toString('base64url');

/** Makes tokens from the time in milliseconds. If that token was issued already, it takes the next free millisecond. */
function fromClock(tokenAt: (ms: number, state: State) => string): (state: State) => string {
  return (state) => {
    const taken = new Set(state.tokens.map(({ value }) => value));
    for (let ms = Date.now(); ; ms += 1) {
      const token = tokenAt(ms, state);
      if (!taken.has(token)) return token;
    }
  };
}

/** A UUID of version 1 (RFC 9562 5.1) with a clock of milliseconds, a fixed sequence and a fixed node. */
function uuid1(ms: number): string {
  const hundredNs = ((BigInt(ms) + 12_219_292_800_000n) * 10_000n).toString(16).padStart(15, '0');
  return `${hundredNs.slice(7)}-${hundredNs.slice(3, 7)}-1${hundredNs.slice(0, 3)}-8b3e-0242ac120002`;
}

/** A fault by which tokens can be guessed. */
const guessable = (id: string, title: string, newToken: Policy['newToken'], shows?: Circumstance): Fault =>
  fault(id, title, ['RP-SEC-02'], { policy: { newToken } }, shows);

/** Tokens that can be guessed. */
export const tokenFaults: readonly Fault[] = [
  guessable('token-sequential', 'Tokens count up', ({ tokens }) =>
    String(10_000_000_000_000_000_000n + BigInt(tokens.length)),
  ),
  guessable('token-is-clock', 'A token is the time in nanoseconds', ({ tokens }) =>
    String(BigInt(Date.now()) * 1_000_000n + BigInt(tokens.length * 7919)).padStart(20, '0'),
  ),
  guessable('token-is-uuid-of-clock', 'A token is a UUID that is made from the clock', fromClock(uuid1)),
  guessable(
    'token-is-object-id',
    'A token is the id of a database row: the time, the machine, and a counter',
    ({ tokens }) => Math.floor(Date.now() / 1000).toString(16) + '9fd2a7c41e' + (0x3b71c0 + tokens.length).toString(16),
  ),
  guessable('token-is-address-and-time', 'A token is the address and the time in base64', ({ accountEmail, tokens }) =>
    base64url(`${accountEmail}:${Date.now()}:${tokens.length}`),
  ),
  guessable(
    'token-unsigned',
    'A token is a JSON Web Token without a signature',
    fromClock(
      (ms, { accountEmail }) =>
        `${base64url('{"alg":"none"}')}.${base64url(JSON.stringify({ sub: accountEmail, exp: ms + 7_200_000 }))}.`,
    ),
  ),
  guessable('token-short', 'A token has 8 characters', () => randomText(8)),
  guessable('token-of-few-hex-digits', 'A token has 16 hexadecimal digits', () => randomHex(8)),
  guessable('token-of-six-digits', 'A token has six digits', ({ tokens }) =>
    String(100_000 + ((tokens.length * 7919 + randomInt(7000)) % 900_000)),
  ),
  guessable('token-mostly-constant', 'Just the last four characters of a token vary', () => prefix + randomText(4)),
  guessable(
    'token-half-constant',
    'Just the last eight hexadecimal digits of a token vary',
    () => prefix + randomHex(4),
  ),
  guessable(
    'token-shrinks',
    'Tokens get shorter as the day goes on',
    ({ tokens }) => randomText(Math.max(12, 40 - tokens.length)),
    'depending on earlier calls',
  ),
  guessable('token-is-hash-of-counter', 'A token is the MD5 of a counter', ({ tokens }) =>
    md5(String(tokens.length + 1)),
  ),
  guessable(
    'token-is-hash-of-address-and-time',
    'A token is the MD5 of the address and the time',
    fromClock((ms, { accountEmail }) => md5(`${accountEmail}${ms}`)),
  ),
];
