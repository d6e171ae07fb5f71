import { expect } from '@playwright/test';
import { createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from '../doctor/certificate.ts';
import { scripts } from './behaviours.ts';
import type { Case } from './case.ts';
import { alwaysAnswers, alwaysDoes, endlessly, type TestTarget, webServer } from './servers.ts';

const html = { 'Content-Type': 'text/html' };
const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
const notBefore = new Date(Date.now() - 3_600_000);
const notAfter = new Date(Date.now() + 86_400_000);

/** A TLS server with a certificate that nobody trusts. */
async function untrusted(): Promise<TestTarget> {
  const server = createServer(makeCertificate({ host: 'localhost', notBefore, notAfter }), (socket) => socket.end());
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `https://localhost:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The same address with the other scheme. */
function withScheme(scheme: string, make: () => Promise<TestTarget>): () => Promise<TestTarget> {
  return async () => {
    const target = await make();
    return { ...target, baseUrl: target.baseUrl.replace(/^https?/, scheme), close: () => target.close() };
  };
}

/** What is not there, or is not the API: one line, before any clause. */
export const absent: readonly Case[] = [
  {
    title: 'nothing listens',
    target: () => Promise.resolve({ baseUrl: 'http://127.0.0.1:1', close: () => Promise.resolve() }),
    verdict: 'inconclusive',
    says: /refused/,
  },
  {
    title: 'the name does not resolve',
    target: () => Promise.resolve({ baseUrl: 'http://no-such-host.invalid', close: () => Promise.resolve() }),
    verdict: 'inconclusive',
    says: /does not resolve/,
  },
  {
    title: 'connections are closed',
    target: alwaysDoes(scripts.close),
    verdict: 'inconclusive',
    says: /closed before any byte/,
  },
  { title: 'connections are reset', target: alwaysDoes(scripts.drop), verdict: 'inconclusive', says: /reset/ },
  {
    title: 'nothing is ever answered',
    target: alwaysDoes(scripts.hang),
    verdict: 'inconclusive',
    says: /no whole response within/,
  },
  {
    title: 'every answer drips',
    target: alwaysDoes(scripts.drip),
    verdict: 'inconclusive',
    says: /no whole response within/,
  },
  { title: 'another protocol answers', target: alwaysDoes(scripts.noHttp), verdict: 'inconclusive', says: /not HTTP/ },
  {
    title: 'headers without end',
    target: alwaysDoes(scripts.endlessHeaders),
    verdict: 'inconclusive',
    says: /header section exceeds/,
  },
  {
    title: 'interim responses without end',
    target: alwaysDoes(scripts.endlessInterim),
    verdict: 'inconclusive',
    says: /interim responses/,
  },
  {
    title: 'a body without end, whatever is asked',
    target: alwaysDoes((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n');
      endlessly(socket, Buffer.alloc(65536));
    }),
    verdict: 'inconclusive',
    says: /not the API/,
  },
  {
    title: 'plain HTTP under an https URL',
    target: withScheme('https', alwaysAnswers(200)),
    verdict: 'inconclusive',
    says: /TLS handshake fails/,
  },
  { title: 'TLS under an http URL', target: withScheme('http', untrusted), verdict: 'inconclusive', says: /BASE_URL/ },
  {
    title: 'a certificate that nobody trusts',
    target: untrusted,
    verdict: 'inconclusive',
    says: /can't verify the certificate of the target/,
  },
  {
    title: 'a web server without such a page',
    target: alwaysAnswers(404, html, '<h1>Not Found</h1>'),
    verdict: 'inconclusive',
    says: /not the API/,
  },
  {
    title: 'a gateway without such a route',
    target: alwaysAnswers(404, { 'Content-Type': 'application/json' }, '{"message":"no Route matched"}'),
    verdict: 'inconclusive',
    says: /not the API/,
  },
  { title: 'a file server', target: alwaysAnswers(501, html), verdict: 'inconclusive', says: /not the API/ },
  {
    title: 'a captive portal with a page',
    target: alwaysAnswers(200, html, '<form>Log in</form>'),
    verdict: 'inconclusive',
    says: /captive portal/,
  },
  {
    title: 'a captive portal that redirects',
    target: alwaysAnswers(302, { Location: 'http://portal.example/login' }),
    verdict: 'inconclusive',
    says: /redirects to http:\/\/portal\.example/,
  },
  {
    title: 'a captive portal that says so',
    target: alwaysAnswers(511, html),
    verdict: 'inconclusive',
    says: /captive portal/,
  },
  {
    title: 'a proxy that wants credentials',
    target: alwaysAnswers(407, { 'Proxy-Authenticate': 'Basic' }),
    verdict: 'inconclusive',
    says: /proxy/,
  },
  {
    title: 'a gateway that wants credentials',
    target: alwaysAnswers(
      401,
      { ...html, 'WWW-Authenticate': 'Basic realm="staging"', Server: 'nginx' },
      '<html><title>401 Authorization\nRequired</title></html>',
    ),
    verdict: 'inconclusive',
    says: /access is refused before the call \(401 Unauthorized, WWW-Authenticate: Basic realm="staging", Server: nginx, a page titled "401 Authorization Required"\): .*EXTRA_HEADERS/,
    result: ({ message }) => expect(message).not.toContain('not the API'),
  },
  {
    title: 'a gateway that wants a key for this call, and knows no other path',
    target: () =>
      webServer(({ url = '' }, response) => {
        const isKnown = url.endsWith('/reset-password/');
        response.writeHead(isKnown ? 403 : 404, { 'Content-Type': 'application/json' }).end('{"message":"Forbidden"}');
      }),
    verdict: 'inconclusive',
    says: /access is refused before the call \(403 Forbidden\)/,
  },
  {
    title: 'a firewall that answers 200 with a page',
    target: alwaysAnswers(200, html, '<html><head><title>Request Rejected</title></head></html>'),
    verdict: 'inconclusive',
    says: /access is refused before the call \(200 OK, a page titled "Request Rejected"\): a firewall/,
  },
  {
    title: 'a bot filter that answers 503 with a page',
    target: alwaysAnswers(503, { ...html, Server: 'cloudflare' }, '<title>Just a moment...</title>'),
    verdict: 'inconclusive',
    says: /access is refused before the call \(503 Service Unavailable, Server: cloudflare, a page titled/,
  },
  {
    title: 'a gateway without its service: 502',
    target: alwaysAnswers(502, html),
    verdict: 'inconclusive',
    says: /the service behind it is down/,
  },
  {
    title: 'a gateway without its service: 503',
    target: alwaysAnswers(503, html),
    verdict: 'inconclusive',
    says: /the service behind it is down/,
  },
  {
    title: 'a gateway without its service: 504',
    target: alwaysAnswers(504, html),
    verdict: 'inconclusive',
    says: /the service behind it is down/,
  },
  {
    title: 'maintenance for an hour',
    target: alwaysAnswers(503, { 'Retry-After': '3600' }),
    env: { RUN_BUDGET_SECONDS: '60' },
    verdict: 'inconclusive',
    says: /503 asks for a wait of 3600 s, which goes beyond the run budget/,
  },
  {
    title: 'limited for an hour, by date',
    target: alwaysAnswers(429, { 'Retry-After': inAnHour }),
    env: { RUN_BUDGET_SECONDS: '60' },
    verdict: 'inconclusive',
    says: /goes beyond the run budget/,
  },
];
