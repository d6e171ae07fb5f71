import type { Fault } from '../behaviour.ts';
import { jsonBody, type SandboxRequest, withHeaders, withJson } from '../message.ts';
import { randomText } from '../state.ts';
import { all, answers, email, everyNthToken, granted, header, toApi, toReset, when } from '../when.ts';

const origin = header('Origin', /evil|foreign|example/);
const tokenOf = (answer: Parameters<typeof jsonBody>[0]): string =>
  (jsonBody(answer) as { reset_token?: string }).reset_token ?? '';

/** Looks accounts up by what becomes of addresses. */
const lookUpBy = (mapped: (address: string) => string): Pick<Fault, 'policy'> => ({
  policy: { isAccount: (value, { accountEmail }) => mapped(value) === mapped(accountEmail) },
});
const forged = all(granted, ({ headers }) => headers['x-forwarded-host'] !== undefined);
const forgedLink = ({ headers }: SandboxRequest): string => `https://${headers['x-forwarded-host'] ?? ''}/reset`;

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
    ...when(forged, (answer, request) => withJson(answer, { reset_token: tokenOf(answer), link: forgedLink(request) })),
  },
  {
    id: 'forged-host-in-coded-link',
    title: 'The answer holds the forged host inside a state in base64',
    breaks: ['RP-SEC-07'],
    shows: 'with a header',
    origin: 'security',
    ...when(forged, (answer, request) =>
      withJson(answer, {
        reset_token: tokenOf(answer),
        state: Buffer.from(JSON.stringify({ next: forgedLink(request) })).toString('base64'),
      }),
    ),
  },
  {
    id: 'forged-host-in-header',
    title: 'A header of the answer names the host of X-Forwarded-Host',
    breaks: ['RP-SEC-07'],
    shows: 'with a header',
    origin: 'gateway',
    ...when(forged, (answer, request) => withHeaders(answer, { 'Content-Location': forgedLink(request) })),
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
    ...lookUpBy((address) => address.normalize('NFKC').toUpperCase().toLowerCase()),
  },
  {
    id: 'lower-case-of-kelvin-sign',
    title: 'Addresses are looked up in lower case, and the Kelvin sign is a k',
    breaks: ['RP-SEC-12'],
    shows: 'for one value',
    origin: 'framework',
    ...lookUpBy((address) => address.toLowerCase()),
  },
  {
    id: 'upper-case-of-dotless-i',
    title: 'Addresses are looked up in upper case, and the dotless i is an I',
    breaks: ['RP-SEC-12'],
    shows: 'for one value',
    origin: 'framework',
    ...lookUpBy((address) => address.toUpperCase()),
  },
  {
    id: 'normal-form-of-long-s',
    title: 'Addresses are looked up in a normal form of Unicode, and the long s is an s',
    breaks: ['RP-SEC-12'],
    shows: 'for one value',
    origin: 'framework',
    ...lookUpBy((address) => address.normalize('NFKC').replace(/[A-Z]/g, (letter) => letter.toLowerCase())),
  },
  {
    id: 'unicode-variant-404',
    title: 'An address with a letter that maps to one of ASCII is answered 404',
    breaks: ['RP-SEC-12'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(
      email((value) => /^[a-z.]*[\u0131\u017f\u212a][a-z.]*@example\.com$/.test(value)),
      answers(404),
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
