import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Variation } from '../behaviour.ts';
import { randomHex, randomText } from '../state.ts';

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** A signed token with a clock inside, as JWT libraries make it. */
function signed(now: number): string {
  const claims = JSON.stringify({ sub: 'reset', iat: Math.floor(now / 1000), jti: randomUUID() });
  const content = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(claims)}`;
  return `${content}.${createHmac('sha256', 'a key of the sandbox').update(content).digest('base64url')}`;
}

/** What reset tokens may look like, and how long they may live. */
export const tokenVariations: readonly Variation[] = [
  {
    id: 'tokens-of-20',
    title: 'Tokens have 20 letters and digits',
    strict: true,
    policy: { newToken: () => randomText(20) },
  },
  { id: 'tokens-in-hex', title: 'Tokens are hexadecimal', strict: true, policy: { newToken: () => randomHex(20) } },
  {
    id: 'tokens-in-base64url',
    title: 'Tokens are 24 random bytes in base64url',
    strict: true,
    policy: { newToken: () => randomBytes(24).toString('base64url') },
  },
  {
    id: 'tokens-in-base64',
    title: 'Tokens are 32 random bytes in base64, with plus signs, slashes and padding',
    strict: true,
    policy: { newToken: () => randomBytes(32).toString('base64') },
  },
  {
    id: 'tokens-are-uuids',
    title: 'Tokens are UUIDs of version 4',
    strict: true,
    policy: { newToken: () => randomUUID() },
  },
  {
    id: 'tokens-with-prefix',
    title: 'Tokens begin with a constant',
    strict: true,
    policy: { newToken: () => `timp_reset_${randomText(32)}` },
  },
  {
    id: 'tokens-signed',
    title: 'Tokens are signed, with a clock inside',
    strict: true,
    policy: { newToken: ({ now }) => signed(now) },
  },
  {
    id: 'tokens-of-two-parts',
    title: 'Tokens are a number of the account, the hour, and random digits, as Django makes them',
    strict: true,
    policy: { newToken: ({ now }) => `MTc-${Math.floor(now / 3_600_000).toString(36)}-${randomHex(16)}` },
  },
  {
    id: 'tokens-live-a-little-longer',
    title: 'Tokens live half a minute longer than two hours',
    strict: true,
    policy: { tokenLifeSeconds: 7230 },
  },
  {
    id: 'tokens-live-a-little-shorter',
    title: 'Tokens live half a minute less than two hours',
    strict: true,
    policy: { tokenLifeSeconds: 7170 },
  },
  {
    id: 'resets-void-earlier',
    title: 'A reset voids the tokens before it',
    strict: true,
    policy: { resetVoidsEarlier: true },
  },
];
