import dns from 'node:dns';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { expect, test } from '@playwright/test';
import { remedyForAlert } from '../../harness/http/client-certificate.ts';
import { Connection, openConnection, type WireResult } from '../../harness/http/connection.ts';
import { dial, type DialWish } from '../../harness/http/dial.ts';
import type { DialOptions, Proxy } from '../../harness/model/dial-options.ts';
import type { Trouble } from '../../harness/model/trouble.ts';
import { makeCertificate } from '../doctor/certificate.ts';
import { listening, type Listening } from './listening.ts';
import { startProxy, type TestProxy } from './proxy.ts';

const day = 24 * 60 * 60 * 1000;
const valid = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 90 * day) };
const certificate = makeCertificate({ host: 'api.example.com', ...valid });
const ca = Buffer.from(certificate.cert);
const timeoutMs = 2_000;
const target = new URL('https://api.example.com/base/');

/** What came to a server: the `Host` and the target of each request, the server names of TLS. */
interface Seen {
  readonly requests: string[];
  readonly serverNames: string[];
}

async function withServer<T>(use: (port: number, seen: Seen) => Promise<T>, tls?: ServerOptions): Promise<T> {
  const seen: Seen = { requests: [], serverNames: [] };
  const serve: RequestListener = (request, response) => {
    seen.requests.push(`${request.headers.host ?? ''} ${request.url ?? ''}`);
    if ('servername' in request.socket) seen.serverNames.push(String(request.socket.servername));
    response.end('served');
  };
  const server = tls === undefined ? createServer(serve) : createSecureServer({ ...certificate, ...tls }, serve);
  return closing(await listening(server), ({ port }) => use(port, seen));
}

async function withProxy<T>(
  to: number,
  use: (proxy: TestProxy) => Promise<T>,
  how: Parameters<typeof startProxy>[1] = {},
) {
  return closing(await startProxy(to, how), use);
}

async function closing<S extends Listening, T>(server: S, use: (server: S) => Promise<T>): Promise<T> {
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

function at(port: number, rest: Partial<Proxy> = {}): Proxy {
  return { host: '127.0.0.1', port, secure: false, ...rest };
}

async function ask(url: URL, options?: DialOptions): Promise<WireResult | Trouble> {
  const connection = await openConnection(url, timeoutMs, options);
  if (!(connection instanceof Connection)) return connection;
  return connection.exchange({ method: 'GET', path: '/call/', headers: [] }, { timeoutMs, keepAlive: false });
}

async function troubleOf(url: URL, options: DialOptions, wish: Partial<DialWish> = {}): Promise<Trouble> {
  const dialled = await dial(url, { timeoutMs, options, ...wish });
  if ('kind' in dialled) return dialled;
  dialled.socket.destroy();
  throw new Error('it was dialled');
}

test.describe('A connection', () => {
  test('tells its phases: name and TCP; over TLS that too; on a kept one the later ones alone', async () => {
    await withServer(async (port) => {
      const opened = await openConnection(new URL(`http://localhost:${port}`), timeoutMs);
      if (!(opened instanceof Connection)) throw new Error(opened.message);
      const get = { method: 'GET', path: '/', headers: [] };
      const first = await opened.exchange(get, { timeoutMs, keepAlive: true });
      const second = await opened.exchange(get, { timeoutMs, keepAlive: true });
      opened.close();
      expect(Object.keys(first.phases ?? {}).sort()).toEqual(['connect', 'firstByte', 'name', 'whole']);
      expect(Object.keys(second.phases ?? {}).sort()).toEqual(['firstByte', 'whole']);
      const { name = 0, connect = 0, firstByte = 0, whole = 0 } = first.phases ?? {};
      expect(name + connect + firstByte).toBeLessThanOrEqual(whole);
    });
    await withServer(async (port) => {
      const result = await ask(target, { connectTo: { host: '127.0.0.1', port }, ca });
      expect('phases' in result && Object.keys(result.phases ?? {}).sort()).toEqual([
        'connect',
        'firstByte',
        'tls',
        'whole',
      ]);
    }, {});
  });

  test('goes to CONNECT_TO, and names the URL to TLS and in Host', async () => {
    await withServer(async (port, seen) => {
      const result = await ask(target, { connectTo: { host: '127.0.0.1', port }, ca });
      expect(result).toMatchObject({ response: { status: 200 } });
      expect(seen).toEqual({ requests: ['api.example.com /base/call/'], serverNames: ['api.example.com'] });
    }, {});
  });

  test('trusts the extra authorities, and those of Node as before', async () => {
    await withServer(async (port) => {
      const connectTo = { host: '127.0.0.1', port };
      expect(await troubleOf(target, { connectTo })).toMatchObject({
        kind: 'tls',
        hop: 'tls',
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      });
      expect(await ask(target, { connectTo, ca })).toMatchObject({ response: { status: 200 } });
      const other = new URL('https://other.example.com/');
      expect(await troubleOf(other, { connectTo, ca })).toMatchObject({
        kind: 'tls',
        code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      });
    }, {});
  });

  test('shows the client certificate where it has one', async () => {
    const client = makeCertificate({ host: 'client.example.com', ...valid });
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      await withServer(
        async (port) => {
          const options = { connectTo: { host: '127.0.0.1', port }, ca };
          const clientCertificate = { cert: Buffer.from(client.cert), key: Buffer.from(client.key) };
          expect(await ask(target, { ...options, clientCertificate })).toMatchObject({ response: { status: 200 } });
          const without = await ask(target, options);
          // TLS 1.3 refuses it after the handshake.
          const trouble = 'kind' in without ? without : without.trouble;
          expect(trouble).toMatchObject({ kind: 'tls' });
          expect(trouble && remedyForAlert(trouble, options)).toMatch(/name one in CLIENT_CERT and CLIENT_KEY/);
        },
        { requestCert: true, rejectUnauthorized: true, ca: client.cert, maxVersion },
      );
    }
  });

  test('says which step failed', async () => {
    const closed = await closing(await listening(createTcpServer()), ({ port }) => Promise.resolve(port));
    const refused = { kind: 'refused', hop: 'connect', code: 'ECONNREFUSED' };
    expect(await troubleOf(new URL(`http://127.0.0.1:${closed}`), {})).toMatchObject(refused);
    const nameless = { kind: 'name-resolution', hop: 'name' };
    expect(await troubleOf(new URL('http://no-such-host.invalid'), {}, { timeoutMs: 5000 })).toMatchObject(nameless);
    const silent = await listening(createTcpServer());
    await closing(silent, async ({ port }) => {
      const trouble = await troubleOf(new URL(`https://127.0.0.1:${port}`), {}, { timeoutMs: 200 });
      expect(trouble).toMatchObject({ kind: 'timeout', hop: 'tls', message: 'no connection within 200 ms' });
    });
    await withServer(async (port) => {
      expect(await troubleOf(new URL(`https://127.0.0.1:${port}`), {})).toMatchObject({ kind: 'tls', hop: 'tls' });
    });
  });

  test('that waits for the name server says so, and blames no server', async () => {
    const { lookup } = dns;
    Object.assign(dns, { lookup: () => undefined });
    try {
      const url = new URL('http://slow.example');
      expect(await troubleOf(url, {}, { timeoutMs: 50 })).toEqual({
        kind: 'name-resolution',
        hop: 'name',
        message: 'the host name does not resolve within 50 ms',
      });
      const proxy = { ...at(3128), host: 'proxy.example' };
      expect(await troubleOf(url, { httpProxy: proxy }, { timeoutMs: 50 })).toEqual({
        kind: 'proxy',
        hop: 'name',
        message: "the proxy proxy.example:3128 can't be reached: the host name does not resolve within 50 ms",
      });
    } finally {
      Object.assign(dns, { lookup });
    }
  });

  test('can end before its last step', async () => {
    const silent = await listening(createTcpServer());
    await closing(silent, async ({ port }) => {
      const dialled = await dial(new URL(`https://127.0.0.1:${port}`), { timeoutMs: 500, until: 'connect' });
      expect('socket' in dialled).toBe(true);
      if ('socket' in dialled) dialled.socket.destroy();
    });
  });
});

test.describe('A proxy', () => {
  test('is asked for a tunnel, for https and for http, with its credentials', async () => {
    const credentials = { username: 'user', password: 'p:ß' };
    await withServer(async (port, seen) => {
      await withProxy(port, async (proxy) => {
        const options = { httpsProxy: at(proxy.port, { credentials }), ca };
        const result = await ask(target, options);
        expect(result).toMatchObject({ response: { status: 200 } });
        expect('phases' in result && Object.keys(result.phases ?? {}).sort()).toEqual([
          'connect',
          'firstByte',
          'proxy',
          'tls',
          'whole',
        ]);
        expect(proxy).toMatchObject({
          asked: ['api.example.com:443'],
          authorizations: [`Basic ${Buffer.from('user:p:ß').toString('base64')}`],
        });
        expect(seen).toEqual({ requests: ['api.example.com /base/call/'], serverNames: ['api.example.com'] });
      });
    }, {});
    await withServer(async (port, seen) => {
      await withProxy(port, async (proxy) => {
        const result = await ask(new URL('http://api.example.com:8080'), { httpProxy: at(proxy.port) });
        expect(result).toMatchObject({ response: { status: 200 } });
        expect(proxy).toMatchObject({ asked: ['api.example.com:8080'], authorizations: [undefined] });
        // The request in the tunnel is the target's alone.
        expect(seen.requests).toEqual(['api.example.com:8080 /call/']);
      });
    });
  });

  test('that speaks TLS itself carries a tunnel, too', async () => {
    const tls = makeCertificate({ host: '127.0.0.1', ...valid });
    await withServer(async (port) => {
      await withProxy(
        port,
        async (proxy) => {
          const options = {
            httpsProxy: at(proxy.port, { secure: true }),
            ca: Buffer.concat([ca, Buffer.from(tls.cert)]),
          };
          expect(await ask(target, options)).toMatchObject({ response: { status: 200 } });
          expect(await troubleOf(target, { ...options, ca })).toMatchObject({ kind: 'proxy', hop: 'proxy' });
        },
        { tls },
      );
    }, {});
  });

  test('is left out where the target is exempt, on loopback, or of the other scheme', async () => {
    await withServer(async (port) => {
      const unused = at(1);
      const local = new URL(`http://127.0.0.1:${port}`);
      expect(await ask(local, { httpProxy: unused, httpsProxy: unused })).toMatchObject({ response: { status: 200 } });
      const connectTo = { host: '127.0.0.1', port };
      const remote = new URL('http://api.example.com');
      expect(await ask(remote, { httpProxy: unused, connectTo })).toMatchObject({ response: { status: 200 } });
      expect(await ask(remote, { httpsProxy: unused, connectTo })).toMatchObject({ response: { status: 200 } });
    });
    const exempt = await troubleOf(new URL('http://no-such-host.invalid'), { httpProxy: at(1), noProxy: '.invalid' });
    expect(exempt).toMatchObject({ kind: 'name-resolution' });
  });

  test('leads to CONNECT_TO', async () => {
    await withServer(async (port) => {
      await withProxy(port, async (proxy) => {
        const options = { httpsProxy: at(proxy.port), connectTo: { host: '2001:db8::7', port: 8443 }, ca };
        expect(await ask(target, options)).toMatchObject({ response: { status: 200 } });
        expect(proxy.asked).toEqual(['[2001:db8::7]:8443']);
      });
    }, {});
  });

  const answers: readonly {
    title: string;
    answer: Parameters<typeof startProxy>[1];
    trouble: Partial<Trouble>;
    says: RegExp;
  }[] = [
    {
      title: 'that wants credentials',
      answer: { answer: 'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n' },
      trouble: { kind: 'proxy' },
      says: /asks for credentials \(407\)/,
    },
    {
      title: 'that fails in opening a tunnel',
      answer: { answer: 'HTTP/1.1 500 Unable to connect\r\n\r\n' },
      trouble: { kind: 'proxy' },
      says: /can't open a tunnel to the host \(500\)/,
    },
    {
      title: 'that forbids the tunnel',
      answer: { answer: 'HTTP/1.1 403 Forbidden\r\n\r\n' },
      trouble: { kind: 'proxy' },
      says: /refuses the tunnel \(403\)/,
    },
    {
      title: 'that does not reach the target',
      answer: { answer: 'HTTP/1.1 502 Bad Gateway\r\n\r\n' },
      trouble: { kind: 'unreachable' },
      says: /can't reach the host \(502\)/,
    },
    { title: 'that closes', answer: { answer: (socket) => socket.end() }, trouble: { kind: 'proxy' }, says: /closes/ },
    {
      title: 'that speaks something else',
      answer: { answer: 'SSH-2.0-OpenSSH_9.2\r\n' },
      trouble: { kind: 'proxy' },
      says: /does not speak HTTP/,
    },
    {
      title: 'whose head has no end',
      answer: { answer: (socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(20_000)}`) },
      trouble: { kind: 'proxy' },
      says: /does not speak HTTP/,
    },
    { title: 'that hangs', answer: { answer: () => undefined }, trouble: { kind: 'proxy' }, says: /does not answer/ },
  ];
  for (const { title, answer, trouble, says } of answers) {
    test(`${title} is to blame`, async () => {
      await withProxy(
        1,
        async ({ port }) => {
          const found = await troubleOf(target, { httpsProxy: at(port) }, { timeoutMs: 300 });
          expect(found).toMatchObject({ ...trouble, hop: 'proxy' });
          expect(found.message).toMatch(says);
        },
        answer,
      );
    });
  }

  for (const status of [407, 401]) {
    test(`that refuses its credentials with ${status} is told from one that asks for some`, async () => {
      const credentials = { username: 'user', password: 'wrong' };
      await withProxy(
        1,
        async ({ port }) => {
          expect(await troubleOf(target, { httpsProxy: at(port, { credentials }) })).toEqual({
            kind: 'proxy',
            hop: 'proxy',
            message: `the proxy refuses the credentials that it got (${status})`,
          });
        },
        { answer: `HTTP/1.1 ${status} No\r\n\r\n` },
      );
    });
  }

  test('that is down is to blame', async () => {
    const closed = await closing(await listening(createTcpServer()), ({ port }) => Promise.resolve(port));
    expect(await troubleOf(target, { httpsProxy: at(closed) })).toEqual({
      kind: 'proxy',
      hop: 'connect',
      code: 'ECONNREFUSED',
      message: `the proxy 127.0.0.1:${closed} can't be reached: the connection is refused`,
    });
    const nameless = { ...at(3128), host: 'no-such-proxy.invalid' };
    expect(await troubleOf(target, { httpsProxy: nameless }, { timeoutMs: 5000 })).toMatchObject({
      kind: 'proxy',
      hop: 'name',
    });
  });

  test('that sends the target’s first bytes with its answer loses none of them', async () => {
    const early = 'HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n';
    await withProxy(
      1,
      async ({ port }) => {
        const result = await ask(new URL('http://api.example.com'), { httpProxy: at(port) });
        expect(result).toMatchObject({ response: { status: 204 } });
      },
      { answer: (socket) => socket.end(early) },
    );
  });
});
