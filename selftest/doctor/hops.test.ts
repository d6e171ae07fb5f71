import { createServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { expect, test } from '@playwright/test';
import { formatCheck } from '../../harness/doctor/check.ts';
import { hopChecks } from '../../harness/doctor/network.ts';
import { checkRequest } from '../../harness/doctor/request.ts';
import type { DialOptions } from '../../harness/model/dial-options.ts';
import { listening } from '../http/listening.ts';
import { startProxy } from '../http/proxy.ts';
import { makeCertificate } from './certificate.ts';

const day = 24 * 60 * 60 * 1000;
const url = new URL('https://api.example.com/call/');

/** What the doctor says of each step, up to the first that fails. */
async function lines(options: DialOptions): Promise<string[]> {
  const said: string[] = [];
  for (const check of hopChecks(url, options)) {
    const found = await check(url, options);
    said.push(formatCheck(found));
    if (found.status === 'FAIL') break;
  }
  return said;
}

/** A TLS server of a name, whose certificate begins and ends some days from now. */
async function withServer<T>(
  { host = 'api.example.com', from = -30, to = 90, tls = {} },
  use: (port: number, ca: Buffer) => Promise<T>,
): Promise<T> {
  const certificate = makeCertificate({
    host,
    notBefore: new Date(Date.now() + from * day),
    notAfter: new Date(Date.now() + to * day),
  });
  const server = createServer({ ...certificate, ...tls }, (_request, response) => {
    response.writeHead(400, { 'content-type': 'application/json' }).end('{}');
  });
  const { port, close } = await listening(server);
  try {
    return await use(port, Buffer.from(certificate.cert));
  } finally {
    await close();
  }
}

const flaws: readonly { title: string; server: Parameters<typeof withServer>[0]; trusted?: boolean; says: RegExp }[] = [
  {
    title: 'for another name',
    server: { host: 'a.example' },
    says: /is for DNS:a\.example, not for api\.example\.com.*→ check the host of BASE_URL/,
  },
  { title: 'that expired', server: { to: -1 }, says: /expired on \d{4}-.*→ renew/ },
  {
    title: 'that is not valid yet',
    server: { from: 1 },
    says: /not valid before \d{4}-.*→ wait until then, or set the clock/,
  },
  {
    title: 'of an unknown issuer',
    server: {},
    trusted: false,
    says: /authority that is not known.*→ name the authority in CA_FILE or NODE_EXTRA_CA_CERTS/,
  },
];

for (const { title, server, trusted = true, says } of flaws) {
  test(`a certificate ${title} gets its own remedy`, async () => {
    await withServer(server, async (port, ca) => {
      const connectTo = { host: '127.0.0.1', port };
      const last = (await lines({ connectTo, ...(trusted ? { ca } : {}) })).at(-1) ?? '';
      expect(last).toMatch(/^FAIL {2}TLS/);
      expect(last).toMatch(says);
      if (trusted) expect(last).not.toMatch(/CA_FILE/);
    });
  });
}

test('by way of a proxy: its name, TCP to it, its tunnel, TLS of the target', async () => {
  await withServer({}, async (port, ca) => {
    const proxy = await startProxy(port);
    const options = { httpsProxy: { host: '127.0.0.1', port: proxy.port, secure: false }, ca };
    const said = await lines(options);
    const request = await checkRequest(url, options);
    await proxy.close();
    expect(said.map((line) => line.slice(0, 21).trim().replace(/\s+/g, ' '))).toEqual([
      'ok name',
      'ok TCP',
      'ok proxy',
      'ok TLS',
    ]);
    expect(said[0]).toContain('the proxy 127.0.0.1 is an address');
    expect(said[2]).toContain('opens a tunnel to api.example.com:443');
    expect(request.map(({ status }) => status)).toEqual(['ok', 'ok']);
  });
});

test('a proxy that wants credentials, one that does not reach the target, one that is down', async () => {
  const refusing = await startProxy(1, { answer: 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n' });
  const through = (port: number): DialOptions => ({ httpsProxy: { host: '127.0.0.1', port, secure: false } });
  expect((await lines(through(refusing.port))).at(-1)).toMatch(
    /^FAIL {2}proxy .*407.*→ check the user and the password/,
  );
  await refusing.close();
  const cut = await startProxy(1, { answer: 'HTTP/1.1 503 Service Unavailable\r\n\r\n' });
  expect((await lines(through(cut.port))).at(-1)).toMatch(/^FAIL {2}proxy .*503.*→ check that the target runs/);
  await cut.close();
  const { port, close } = await listening(createTcpServer());
  await close();
  expect((await lines(through(port))).at(-1)).toMatch(
    /^FAIL {2}TCP .*the proxy .*ECONNREFUSED.*→ check that the proxy runs/,
  );
});

test('a target that wants a client certificate', async () => {
  await withServer({ tls: { requestCert: true, rejectUnauthorized: true } }, async (port, ca) => {
    const options = { connectTo: { host: '127.0.0.1', port }, ca };
    expect((await lines(options)).at(-1)).toMatch(/^ok {4}TLS/);
    const [request] = await checkRequest(url, options);
    expect(request).toMatchObject({ status: 'FAIL', what: 'request' });
    expect(request?.remedy).toMatch(/CLIENT_CERT and CLIENT_KEY/);
  });
});
