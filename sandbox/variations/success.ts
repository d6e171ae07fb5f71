import { createHmac, randomUUID } from 'node:crypto';
import type { Variation } from '../behaviour.ts';
import { jsonBody, withHeaders, withJson } from '../message.ts';
import { randomHex, randomText } from '../state.ts';
import { all, granted, header, status, toLogIn, when } from '../when.ts';

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** A signed token with a clock inside, as JWT libraries make it. */
function signed(now: number): string {
  const claims = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(JSON.stringify({ sub: 'reset', iat: Math.floor(now / 1000), jti: randomUUID() }))}`;
  return `${claims}.${createHmac('sha256', 'a key of the sandbox').update(claims).digest('base64url')}`;
}

/** What a right answer may look like. */
export const successVariations: readonly Variation[] = [
  {
    id: 'unknown-gets-decoy',
    title: 'An address of no account gets an answer like a reset',
    strict: true,
    policy: { unknownAddress: 'decoy' },
  },
  {
    id: 'success-has-more',
    title: 'A reset has further members and headers',
    strict: true,
    ...when(granted, (answer) =>
      withHeaders(
        withJson(answer, {
          ...(jsonBody(answer) as object),
          expires_in: 7200,
          links: { next: '/timp/organizations/complete-password/' },
        }),
        { 'X-Request-Id': randomUUID(), Vary: 'Accept' },
      ),
    ),
  },
  {
    id: 'log-in-has-more',
    title: 'A log-in has further members',
    strict: true,
    ...when(all(toLogIn, status(200)), (answer) =>
      withJson(answer, { ...(jsonBody(answer) as object), user: { name: 'Kiosk' }, roles: ['retailer'] }),
    ),
  },
  {
    id: 'pretty-printed',
    title: 'JSON is pretty-printed',
    strict: true,
    answer: (answer) => {
      const value = jsonBody(answer);
      return value === undefined ? answer : { ...answer, body: `${JSON.stringify(value, undefined, 4)}\n` };
    },
  },
  {
    id: 'success-with-charset',
    title: 'The media type comes with a charset, in another case',
    strict: true,
    ...when(status(200), (answer) => withHeaders(answer, { 'Content-Type': 'Application/JSON;charset=UTF-8' })),
  },
  {
    id: 'cache-control-in-full',
    title: 'Cache-Control says no-store among other things',
    strict: true,
    ...when(status(200), (answer) =>
      withHeaders(answer, { 'Cache-Control': 'No-Store, no-cache, must-revalidate, max-age=0', Pragma: 'no-cache' }),
    ),
  },
  {
    id: 'cookie-for-http-alone',
    title: 'A reset sets a cookie that scripts can not read',
    strict: true,
    ...when(granted, (answer) =>
      withHeaders(answer, { 'Set-Cookie': `route=${randomHex(8)}; Path=/; Secure; HttpOnly; SameSite=Lax` }),
    ),
  },
  {
    id: 'tokens-of-20',
    title: 'Tokens have 20 letters and digits',
    strict: true,
    policy: { newToken: () => randomText(20) },
  },
  { id: 'tokens-in-hex', title: 'Tokens are hexadecimal', strict: true, policy: { newToken: () => randomHex(20) } },
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
    id: 'resets-void-earlier',
    title: 'A reset voids the tokens before it',
    strict: true,
    policy: { resetVoidsEarlier: true },
  },
  { id: 'validate-204', title: 'Validating is answered 204', strict: true, policy: { validated: 204 } },
  { id: 'complete-201', title: 'Completing is answered 201', strict: true, policy: { completed: 201 } },
  { id: 'complete-204', title: 'Completing is answered 204', strict: true, policy: { completed: 204 } },
  {
    id: 'accept-is-judged',
    title: 'An Accept without JSON is answered 406',
    strict: true,
    ...when(all(granted, header('Accept', /^(?:text\/html|application\/xml)$/)), (answer) =>
      withHeaders({ ...answer, status: 406, body: '' }, { 'Content-Type': undefined }),
    ),
  },
];
