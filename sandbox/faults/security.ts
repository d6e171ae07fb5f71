import { type Behaviour, fault, type Fault } from '../behaviour.ts';
import { jsonBody, type SandboxRequest, withHeaders, withJson } from '../message.ts';
import { randomText } from '../state.ts';
import { all, answers, email, everyNthToken, granted, header, toApi, toReset, when } from '../when.ts';

const origin = header('Origin', /evil|foreign|example/);
const tokenOf = (answer: Parameters<typeof jsonBody>[0]): string =>
  (jsonBody(answer) as { reset_token?: string }).reset_token ?? '';

/** Compares addresses after mapping them. */
const lookUpBy = (mapped: (address: string) => string): Behaviour => ({
  policy: { isAccount: (value, { accountEmail }) => mapped(value) === mapped(accountEmail) },
});
const forged = all(granted, ({ headers }) => headers['x-forwarded-host'] !== undefined);
const forgedLink = ({ headers }: SandboxRequest): string => `https://${headers['x-forwarded-host'] ?? ''}/reset`;

/** Faults that help an attacker. */
export const securityFaults: readonly Fault[] = [
  fault(
    'token-cached',
    'An answer with a token may be stored',
    ['RP-SEC-01'],
    when(granted, (answer) => withHeaders(answer, { 'Cache-Control': undefined })),
  ),
  fault(
    'token-cached-privately',
    'An answer with a token is stored privately',
    ['RP-SEC-01'],
    when(granted, (answer) => withHeaders(answer, { 'Cache-Control': 'private, max-age=60' })),
  ),
  fault(
    'token-cached-now-and-then',
    'Every fourth answer with a token may be stored',
    ['RP-SEC-01'],
    when(all(granted, everyNthToken(4)), (answer) => withHeaders(answer, { 'Cache-Control': 'no-cache' })),
    'now and then',
  ),
  fault(
    'sniffing-allowed',
    'X-Content-Type-Options is missing',
    ['RP-SEC-03'],
    when(toReset, (answer) => withHeaders(answer, { 'X-Content-Type-Options': undefined })),
  ),
  fault(
    'sniffing-allowed-in-success',
    'A reset lacks nosniff',
    ['RP-SEC-03'],
    when(granted, (answer) => withHeaders(answer, { 'X-Content-Type-Options': undefined })),
    'for one kind of request',
  ),
  fault(
    'no-transport-security',
    'Strict-Transport-Security is missing',
    ['RP-SEC-04'],
    when(toApi, (answer) => withHeaders(answer, { 'Strict-Transport-Security': undefined })),
    'over https',
  ),
  fault(
    'transport-security-of-no-age',
    'Strict-Transport-Security has an age of 0, which takes it back',
    ['RP-SEC-04'],
    when(granted, (answer) => withHeaders(answer, { 'Strict-Transport-Security': 'max-age=0' })),
    'over https',
  ),
  fault(
    'transport-security-without-age',
    'Strict-Transport-Security of a reset has no age',
    ['RP-SEC-04'],
    when(granted, (answer) => withHeaders(answer, { 'Strict-Transport-Security': 'includeSubDomains' })),
    'over https',
  ),
  fault(
    'origin-reflected',
    'Any origin is let in with credentials',
    ['RP-SEC-06'],
    when(origin, (answer, { headers }) =>
      withHeaders(answer, {
        'Access-Control-Allow-Origin': headers.origin,
        'Access-Control-Allow-Credentials': 'true',
      }),
    ),
    'for one header',
  ),
  fault(
    'origin-reflected-in-preflight',
    'A preflight lets any origin in with credentials',
    ['RP-SEC-06'],
    when(
      all(origin, ({ method }) => method === 'OPTIONS'),
      (answer, { headers }) =>
        withHeaders(answer, {
          'Access-Control-Allow-Origin': headers.origin,
          'Access-Control-Allow-Credentials': 'true',
        }),
    ),
    'for one method',
  ),
  fault(
    'forged-host-in-link',
    'A link in the answer leads to the host that X-Forwarded-Host names',
    ['RP-SEC-07'],
    when(forged, (answer, request) => withJson(answer, { reset_token: tokenOf(answer), link: forgedLink(request) })),
    'for one header',
  ),
  fault(
    'forged-host-in-coded-link',
    'The answer holds the forged host inside a state in base64',
    ['RP-SEC-07'],
    when(forged, (answer, request) =>
      withJson(answer, {
        reset_token: tokenOf(answer),
        state: Buffer.from(JSON.stringify({ next: forgedLink(request) })).toString('base64'),
      }),
    ),
    'for one header',
  ),
  fault(
    'forged-host-in-header',
    'A header of the answer names the host of X-Forwarded-Host',
    ['RP-SEC-07'],
    when(forged, (answer, request) => withHeaders(answer, { 'Content-Location': forgedLink(request) })),
    'for one header',
  ),
  fault(
    'cookie-for-scripts',
    'A cookie lacks HttpOnly',
    ['RP-SEC-09'],
    when(granted, (answer) => withHeaders(answer, { 'Set-Cookie': `session=${randomText(32)}; Path=/; Secure` })),
  ),
  fault(
    'cookie-in-the-clear',
    'A cookie lacks Secure',
    ['RP-SEC-09'],
    when(granted, (answer) => withHeaders(answer, { 'Set-Cookie': `session=${randomText(32)}; Path=/; HttpOnly` })),
    'over https',
  ),
  fault(
    'token-in-header',
    'The token stands in a header too',
    ['RP-SEC-10'],
    when(granted, (answer) => withHeaders(answer, { 'X-Reset-Token': tokenOf(answer) })),
  ),
  fault(
    'token-in-location',
    'Location carries the token',
    ['RP-SEC-10'],
    when(granted, (answer) => withHeaders(answer, { Location: `/choose?token=${tokenOf(answer)}` })),
  ),
  fault(
    'unicode-case-mapping',
    'Addresses are looked up by Unicode case mapping',
    ['RP-SEC-12'],
    lookUpBy((address) => address.normalize('NFKC').toUpperCase().toLowerCase()),
    'for one value',
  ),
  fault(
    'lower-case-of-kelvin-sign',
    'Addresses are looked up in lower case, and the Kelvin sign is a k',
    ['RP-SEC-12'],
    lookUpBy((address) => address.toLowerCase()),
    'for one value',
  ),
  fault(
    'upper-case-of-dotless-i',
    'Addresses are looked up in upper case, and the dotless i is an I',
    ['RP-SEC-12'],
    lookUpBy((address) => address.toUpperCase()),
    'for one value',
  ),
  fault(
    'normal-form-of-long-s',
    'Addresses are looked up in a normal form of Unicode, and the long s is an s',
    ['RP-SEC-12'],
    lookUpBy((address) => address.normalize('NFKC').replace(/[A-Z]/g, (letter) => letter.toLowerCase())),
    'for one value',
  ),
  fault(
    'unicode-variant-404',
    'An address with a letter that maps to one of ASCII is answered 404',
    ['RP-SEC-12'],
    when(
      email((value) => /^[a-z.]*[\u0131\u017f\u212a][a-z.]*@example\.com$/.test(value)),
      answers(404),
    ),
    'for one value',
  ),
  fault(
    'slow',
    'Every fifth reset takes half a second',
    ['RP-SLO-01'],
    {
      delayMs: (request) =>
        request.path.includes('reset-password') && request.body.includes('kiosk') && request.number % 5 === 0 ? 450 : 0,
    },
    'now and then',
  ),
];
