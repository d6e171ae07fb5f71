import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { variation, type Variation } from '../behaviour.ts';
import { randomHex, randomText } from '../state.ts';

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** A signed token that holds the time of issue, as JWT libraries make it. */
function signed(now: number): string {
  const claims = JSON.stringify({ sub: 'reset', iat: Math.floor(now / 1000), jti: randomUUID() });
  const content = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(claims)}`;
  return `${content}.${createHmac('sha256', 'a key of the sandbox').update(content).digest('base64url')}`;
}

/** Variations of the form and the lifetime of reset tokens. */
export const tokenVariations: readonly Variation[] = [
  variation('tokens-of-20', 'Tokens have 20 letters and digits', { policy: { newToken: () => randomText(20) } }),
  variation('tokens-in-hex', 'Tokens are hexadecimal', { policy: { newToken: () => randomHex(20) } }),
  variation('tokens-in-base64url', 'Tokens are 24 random bytes in base64url', {
    policy: { newToken: () => randomBytes(24).toString('base64url') },
  }),
  variation('tokens-in-base64', 'Tokens are 32 random bytes in base64, with plus signs, slashes and padding', {
    policy: { newToken: () => randomBytes(32).toString('base64') },
  }),
  variation('tokens-are-uuids', 'Tokens are UUIDs of version 4', { policy: { newToken: () => randomUUID() } }),
  variation('tokens-with-prefix', 'Tokens begin with a constant', {
    policy: { newToken: () => `timp_reset_${randomText(32)}` },
  }),
  variation('tokens-signed', 'Tokens are signed, with a clock inside', {
    policy: { newToken: ({ now }) => signed(now) },
  }),
  variation(
    'tokens-of-two-parts',
    'Tokens are a number of the account, the hour, and random digits, as Django makes them',
    { policy: { newToken: ({ now }) => `MTc-${Math.floor(now / 3_600_000).toString(36)}-${randomHex(16)}` } },
  ),
  variation('tokens-live-a-little-longer', 'Tokens live half a minute longer than two hours', {
    policy: { tokenLifeSeconds: 7230 },
  }),
  variation('tokens-live-a-little-shorter', 'Tokens live half a minute less than two hours', {
    policy: { tokenLifeSeconds: 7170 },
  }),
  variation('resets-void-earlier', 'A reset voids the tokens before it', { policy: { resetVoidsEarlier: true } }),
];
