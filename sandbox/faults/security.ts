import { createHash } from 'node:crypto';
import type { Fault } from '../behaviour.ts';
import { jsonBody, withHeaders, withJson } from '../message.ts';
import { randomText, type State } from '../state.ts';
import { all, email, everyNthToken, granted, header, toApi, toReset, when } from './when.ts';

const prefix = 'Zk4XoT8fQw5nVb3Lr7Yc9Jd1Hs6Mp2Ga';
const origin = header('Origin', /evil|foreign|example/);
const tokenOf = (answer: Parameters<typeof jsonBody>[0]): string =>
  (jsonBody(answer) as { reset_token?: string }).reset_token ?? '';
const sequential = ({ tokens }: State): string => String(10_000_000_000_000_000_000n + BigInt(tokens.length));

/** The address as a database that maps case by Unicode finds it. */
const mapped = (value: string): string => value.normalize('NFKC').toUpperCase().toLowerCase();

/** What helps the wrong person. */
export const securityFaults: readonly Fault[] = [
  {
    id: 'token-cached',
    title: 'An answer with a token may be stored',
    breaks: ['RP-SEC-01'],
    shows: 'always',
    origin: 'framework',
    ...when(granted, (answer) => withHeaders(answer, { 'Cache-Control': undefined })),
  },
  {
    id: 'token-cached-privately',
    title: 'An answer with a token is stored privately',
    breaks: ['RP-SEC-01'],
    shows: 'always',
    origin: 'gateway',
    ...when(granted, (answer) => withHeaders(answer, { 'Cache-Control': 'private, max-age=60' })),
  },
  {
    id: 'token-cached-now-and-then',
    title: 'Every fourth answer with a token may be stored',
    breaks: ['RP-SEC-01'],
    shows: 'every fourth reset',
    origin: 'rot',
    ...when(all(granted, everyNthToken(4)), (answer) => withHeaders(answer, { 'Cache-Control': 'no-cache' })),
  },
  {
    id: 'token-sequential',
    title: 'Tokens count up',
    breaks: ['RP-SEC-02'],
    shows: 'always',
    origin: 'security',
    policy: { newToken: sequential },
  },
  {
    id: 'token-is-clock',
    title: 'A token is the time in nanoseconds',
    breaks: ['RP-SEC-02'],
    shows: 'always',
    origin: 'security',
    policy: {
      newToken: ({ tokens }) =>
        String(BigInt(Date.now()) * 1_000_000n + BigInt(tokens.length * 7919)).padStart(20, '0'),
    },
  },
  {
    id: 'token-is-address-and-time',
    title: 'A token is the address and the time in base64',
    breaks: ['RP-SEC-02'],
    shows: 'always',
    origin: 'security',
    policy: {
      newToken: ({ accountEmail, tokens }) =>
        Buffer.from(`${accountEmail}:${Date.now()}:${tokens.length}`).toString('base64url'),
    },
  },
  {
    id: 'token-short',
    title: 'A token has 8 characters',
    breaks: ['RP-SEC-02'],
    shows: 'always',
    origin: 'refactoring',
    policy: { newToken: () => randomText(8) },
  },
  {
    id: 'token-of-six-digits',
    title: 'A token has six digits',
    breaks: ['RP-SEC-02'],
    shows: 'always',
    origin: 'refactoring',
    policy: {
      newToken: ({ tokens }) => String(100_000 + ((tokens.length * 7919 + Math.floor(Math.random() * 7000)) % 900_000)),
    },
  },
  {
    id: 'token-mostly-constant',
    title: 'Just the last four characters of a token vary',
    breaks: ['RP-SEC-02'],
    shows: 'always',
    origin: 'refactoring',
    policy: { newToken: () => `${prefix}${randomText(4)}` },
  },
  {
    id: 'token-shrinks',
    title: 'Tokens get shorter as the day goes on',
    breaks: ['RP-SEC-02'],
    shows: 'only after many calls',
    origin: 'rot',
    policy: { newToken: ({ tokens }) => randomText(Math.max(12, 40 - tokens.length)) },
  },
  {
    id: 'token-is-hash-of-counter',
    title: 'A token is the MD5 of a counter',
    breaks: ['RP-SEC-02'],
    shows: 'always',
    origin: 'security',
    policy: {
      newToken: ({ tokens }) =>
        createHash('md5')
          .update(String(tokens.length + 1))
          .digest('hex'),
    },
  },
  {
    id: 'sniffing-allowed',
    title: 'X-Content-Type-Options is missing',
    breaks: ['RP-SEC-03'],
    shows: 'always',
    origin: 'framework',
    ...when(toReset, (answer) => withHeaders(answer, { 'X-Content-Type-Options': undefined })),
  },
  {
    id: 'sniffing-allowed-in-success',
    title: 'A reset lacks nosniff',
    breaks: ['RP-SEC-03'],
    shows: 'only for one status',
    origin: 'refactoring',
    ...when(granted, (answer) => withHeaders(answer, { 'X-Content-Type-Options': undefined })),
  },
  {
    id: 'no-transport-security',
    title: 'Strict-Transport-Security is missing',
    breaks: ['RP-SEC-04'],
    shows: 'over https',
    origin: 'gateway',
    needs: 'tls',
    ...when(toApi, (answer) => withHeaders(answer, { 'Strict-Transport-Security': undefined })),
  },
  {
    id: 'origin-reflected',
    title: 'Any origin is let in with credentials',
    breaks: ['RP-SEC-06'],
    shows: 'with a header',
    origin: 'security',
    ...when(origin, (answer, { headers }) =>
      withHeaders(answer, {
        'Access-Control-Allow-Origin': headers.origin,
        'Access-Control-Allow-Credentials': 'true',
      }),
    ),
  },
  {
    id: 'origin-reflected-in-preflight',
    title: 'A preflight lets any origin in with credentials',
    breaks: ['RP-SEC-06'],
    shows: 'only for one method',
    origin: 'framework',
    ...when(
      all(origin, ({ method }) => method === 'OPTIONS'),
      (answer, { headers }) =>
        withHeaders(answer, {
          'Access-Control-Allow-Origin': headers.origin,
          'Access-Control-Allow-Credentials': 'true',
        }),
    ),
  },
  {
    id: 'forged-host-in-link',
    title: 'A link in the answer leads to the host that X-Forwarded-Host names',
    breaks: ['RP-SEC-07'],
    shows: 'with a header',
    origin: 'security',
    ...when(
      all(granted, ({ headers }) => headers['x-forwarded-host'] !== undefined),
      (answer, { headers }) =>
        withJson(answer, { reset_token: tokenOf(answer), link: `https://${headers['x-forwarded-host'] ?? ''}/reset` }),
    ),
  },
  {
    id: 'forged-host-in-header',
    title: 'A header of the answer names the host of X-Forwarded-Host',
    breaks: ['RP-SEC-07'],
    shows: 'with a header',
    origin: 'gateway',
    ...when(
      all(granted, ({ headers }) => headers['x-forwarded-host'] !== undefined),
      (answer, { headers }) =>
        withHeaders(answer, { 'Content-Location': `https://${headers['x-forwarded-host'] ?? ''}/reset` }),
    ),
  },
  {
    id: 'cookie-for-scripts',
    title: 'A cookie lacks HttpOnly',
    breaks: ['RP-SEC-09'],
    shows: 'always',
    origin: 'framework',
    ...when(granted, (answer) => withHeaders(answer, { 'Set-Cookie': `session=${randomText(32)}; Path=/; Secure` })),
  },
  {
    id: 'cookie-in-the-clear',
    title: 'A cookie lacks Secure',
    breaks: ['RP-SEC-09'],
    shows: 'over https',
    origin: 'framework',
    needs: 'tls',
    ...when(granted, (answer) => withHeaders(answer, { 'Set-Cookie': `session=${randomText(32)}; Path=/; HttpOnly` })),
  },
  {
    id: 'token-in-header',
    title: 'The token stands in a header too',
    breaks: ['RP-SEC-10'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, (answer) => withHeaders(answer, { 'X-Reset-Token': tokenOf(answer) })),
  },
  {
    id: 'token-in-location',
    title: 'Location carries the token',
    breaks: ['RP-SEC-10'],
    shows: 'always',
    origin: 'refactoring',
    ...when(granted, (answer) => withHeaders(answer, { Location: `/choose?token=${tokenOf(answer)}` })),
  },
  {
    id: 'unicode-case-mapping',
    title: 'Addresses are looked up by Unicode case mapping',
    breaks: ['RP-SEC-12'],
    shows: 'for one value',
    origin: 'security',
    policy: { isAccount: (value, { accountEmail }) => mapped(value) === mapped(accountEmail) },
  },
  {
    id: 'unicode-variant-crash',
    title: 'A letter with a Unicode variant is answered 404',
    breaks: ['RP-SEC-12'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(
      email((value) => value.endsWith('@example.com') && /[\u0131\u017f\u212a]/.test(value) && value.length === 24),
      (answer) => ({ ...answer, status: 404 }),
    ),
  },
  {
    id: 'slow',
    title: 'Every fifth reset takes half a second',
    breaks: ['RP-SLO-01'],
    shows: 'every fifth answer',
    origin: 'rot',
    delayMs: (request) =>
      request.path.includes('reset-password') && request.body.includes('kiosk') && request.number % 5 === 0 ? 450 : 0,
  },
];
