import { readdirSync } from 'node:fs';
import { createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { withHeaders } from '../../sandbox/message.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { makeCertificate } from '../doctor/certificate.ts';
import { run } from '../command.ts';
import { drops, gatewayAnswers, onResets, resetsAnswer, scripts } from './behaviours.ts';
import { alwaysAnswers, alwaysDoes, endlessly, type TestTarget } from './servers.ts';

/**
 * Targets that misbehave, on real sockets and through the command that users run: the verdict, the exit code and the
 * blame have to be right each time.
 */
interface Case {
  readonly title: string;
  /** A server that is not the API, or the sandbox with a behaviour. */
  readonly target: (() => Promise<TestTarget>) | Behaviour;
  readonly env?: Readonly<Record<string, string>>;
  readonly grep?: string;
  readonly verdict: 'conformant' | 'nonconformant' | 'inconclusive';
  /** In the output. */
  readonly says?: RegExp;
}

const codes = { conformant: 0, nonconformant: 1, inconclusive: 2 };
const quick = 'RP-OK-01|RP-400-01|RP-405-01';
const longer = 'RP-4|RP-OK|RP-ERR';
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

const cases: readonly Case[] = [
  // What is not there, or is not the API: one line, at once.
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
    says: /TLS handshake fails/,
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
    env: { RUN_BUDGET_SECONDS: '5' },
    verdict: 'inconclusive',
    says: /goes beyond the run budget/,
  },
  {
    title: 'limited for an hour, by date',
    target: alwaysAnswers(429, { 'Retry-After': inAnHour }),
    env: { RUN_BUDGET_SECONDS: '5' },
    verdict: 'inconclusive',
    says: /goes beyond the run budget/,
  },

  // The API, at fault itself: evidence, not an accident.
  {
    title: 'an application that answers 500 to everything',
    target: { answer: (answer) => ({ ...answer, status: 500 }) },
    verdict: 'nonconformant',
    says: /RP-OK-01/,
  },
  {
    title: '500 to good resets',
    target: resetsAnswer((answer) => ({ ...answer, status: 500 })),
    verdict: 'nonconformant',
    says: /actual {4}500/,
  },
  {
    title: '502 to good resets only',
    target: resetsAnswer((answer) => ({ ...answer, status: 502 })),
    verdict: 'nonconformant',
    says: /actual {4}502/,
  },
  { title: 'resets hang', target: onResets(scripts.hang), verdict: 'nonconformant', says: /hangs before any byte/ },
  {
    title: 'resets are dropped',
    target: onResets(scripts.drop),
    verdict: 'nonconformant',
    says: /no response: the connection is reset/,
  },
  {
    title: 'half a response to resets',
    target: onResets(scripts.halfResponse),
    verdict: 'nonconformant',
    says: /8 of 100 bytes/,
  },
  {
    title: 'Content-Length is too short',
    target: onResets(scripts.tooShortLength),
    verdict: 'nonconformant',
    says: /bytes follow the end/,
  },
  {
    title: 'bytes after the body',
    target: onResets(scripts.surplus),
    verdict: 'nonconformant',
    says: /4 bytes follow the end/,
  },
  { title: 'resets drip', target: onResets(scripts.drip), verdict: 'nonconformant', says: /of 1000 bytes of content/ },
  {
    title: '10 GB to a reset',
    target: onResets(scripts.endlessBody),
    verdict: 'nonconformant',
    says: /beyond the limit of what is read/,
  },
  {
    title: 'a gzip bomb to a reset',
    target: onResets(scripts.gzipBomb),
    verdict: 'nonconformant',
    says: /beyond the limit of what is read/,
  },
  {
    title: 'headers without end to a reset',
    target: onResets(scripts.endlessHeaders),
    verdict: 'nonconformant',
    says: /header section exceeds/,
  },
  {
    title: 'interim responses without end to a reset',
    target: onResets(scripts.endlessInterim),
    verdict: 'nonconformant',
    says: /interim responses/,
  },
  {
    title: 'resets redirect to themselves',
    target: resetsAnswer((answer) =>
      withHeaders({ ...answer, status: 302 }, { Location: '/timp/organizations/reset-password/' }),
    ),
    verdict: 'nonconformant',
    says: /actual {4}302/,
  },
  {
    title: 'an answer that would move the cursor and fake a line',
    target: resetsAnswer((answer) => ({ ...answer, body: '\u001b[2J\nCONFORMANT  all is well' })),
    verdict: 'nonconformant',
    says: /\\u\{1b\}\[2J\\nCONFORMANT/,
  },

  // The API, and something between it and us.
  {
    title: 'one 502 in the middle',
    target: gatewayAnswers(502, (number) => number === 20),
    grep: longer,
    verdict: 'conformant',
  },
  {
    title: 'one dropped connection in the middle',
    target: drops((number) => number === 20),
    grep: longer,
    verdict: 'conformant',
  },
  {
    title: 'a limit that is waited out, in seconds',
    target: gatewayAnswers(429, (number) => number % 15 === 0, { 'Retry-After': '1' }),
    grep: longer,
    verdict: 'conformant',
  },
  {
    title: 'maintenance for a moment',
    target: gatewayAnswers(503, (number) => number === 12 || number === 13, { 'Retry-After': '1' }),
    grep: longer,
    verdict: 'conformant',
  },
  {
    title: 'an outage in the middle that ends',
    target: gatewayAnswers(502, (number) => number > 15 && number < 24),
    grep: longer,
    verdict: 'inconclusive',
    says: /the target is away/,
  },
  {
    title: 'an outage that does not end',
    target: drops((number) => number > 20),
    grep: longer,
    verdict: 'inconclusive',
    says: /the target is away since \d{4}-/,
  },
  {
    title: 'a captive portal in the middle',
    target: gatewayAnswers(302, (number) => number > 20, { Location: 'http://portal.example/' }),
    grep: 'RP-OK',
    verdict: 'inconclusive',
    says: /a known good request fails too/,
  },

  // The account, the configuration, the budget.
  {
    title: 'an account that nobody has',
    target: {},
    env: { ACCOUNT_EMAIL: 'somebody.else@example.com' },
    verdict: 'inconclusive',
    says: /\[account\]/,
  },
  {
    title: 'MAX_RESETS is too small',
    target: {},
    env: { MAX_RESETS: '3' },
    grep: 'RP-OK',
    verdict: 'inconclusive',
    says: /MAX_RESETS/,
  },
  {
    title: 'the budget ends',
    target: { delayMs: () => 300 },
    env: { RUN_BUDGET_SECONDS: '3' },
    grep: longer,
    verdict: 'inconclusive',
    says: /RUN_BUDGET_SECONDS/,
  },
  {
    title: 'a clock that is an hour ahead',
    target: { answer: (answer) => withHeaders(answer, { Date: inAnHour }) },
    verdict: 'conformant',
    says: /WARNING .*clock is 3\d\d\d s ahead/,
  },
];

for (const { title, target, env, grep = quick, verdict, says } of cases) {
  test(`${title}: ${verdict}`, async () => {
    const sandbox = typeof target === 'function' ? undefined : await startSandbox({ behaviour: target });
    const server = typeof target === 'function' ? await target() : undefined;
    try {
      const ended = await run(
        'conformance',
        {
          BASE_URL: sandbox?.baseUrl ?? server?.baseUrl ?? '',
          ACCOUNT_EMAIL: sandbox?.accountEmail ?? 'account@example.com',
          REQUEST_TIMEOUT_MS: '400',
          SEED: '1',
          ...env,
        },
        ['--grep', grep],
      );
      expect(ended.lastLine, ended.output).toMatch(new RegExp(`^${verdict.toUpperCase()}  `));
      expect(ended.code).toBe(codes[verdict]);
      if (says !== undefined) expect(ended.output).toMatch(says);
      expect(ended.output).not.toContain('\u001b');
      expect(readdirSync(ended.resultsDir)).toContain('conformance.json');
    } finally {
      await sandbox?.close();
      await server?.close();
    }
  });
}
