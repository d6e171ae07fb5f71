import { createSecureServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import type { WireResult } from '../../harness/http/connection.ts';
import { dial } from '../../harness/http/dial.ts';
import { exchangeOverH2, h2 } from '../../harness/http/h2.ts';
import { limits } from '../../harness/http/limits.ts';
import type { Request } from '../../harness/model/message.ts';
import { makeCertificate } from '../doctor/certificate.ts';
import { listening } from './listening.ts';

const day = 24 * 60 * 60 * 1000;
const certificate = makeCertificate({
  host: 'api.example.com',
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + 90 * day),
});
const base = new URL('https://api.example.com/base/');
const request: Request = {
  method: 'POST',
  path: '/call/?q=1',
  headers: [
    ['Accept', '*/*'],
    ['X-Twice', 'a'],
    ['X-Twice', 'b'],
  ],
  body: Buffer.from('{}'),
};

type Serve = (stream: ServerHttp2Stream, headers: Readonly<Record<string, unknown>>, body: string) => void;

/** Sends a request to a server that answers each stream in this way. */
async function ask(serve: Serve, sent: Request = request, timeoutMs = 2_000): Promise<WireResult> {
  const server: Http2Server = createSecureServer(certificate);
  server.on('session', (session) => session.on('error', () => session.destroy()));
  server.on('stream', (stream, headers) => {
    let body = '';
    stream.on('error', () => stream.destroy());
    stream.on('data', (bytes: Buffer) => (body += bytes.toString()));
    stream.on('end', () => serve(stream, headers, body));
  });
  const { port, close } = await listening(server);
  try {
    const options = { connectTo: { host: '127.0.0.1', port }, ca: Buffer.from(certificate.cert) };
    const dialled = await dial(base, { timeoutMs: 2_000, options, protocols: [h2] });
    if ('kind' in dialled) throw new Error(dialled.message);
    const socket = dialled.socket as TLSSocket;
    expect(socket.alpnProtocol).toBe('h2');
    return await exchangeOverH2({ ...dialled, socket }, base, sent, timeoutMs);
  } finally {
    await close();
  }
}

test('a request and its response, in the shape of HTTP/1.1', async () => {
  let seen: unknown;
  const result = await ask((stream, headers, body) => {
    seen = { ...headers, body };
    stream.additionalHeaders({ ':status': 103, link: '</x>' });
    stream.respond({ ':status': 400, 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] });
    stream.end('{"error":"x"}');
  });
  expect(seen).toMatchObject({
    ':method': 'POST',
    ':scheme': 'https',
    ':authority': 'api.example.com',
    ':path': '/base/call/?q=1',
    accept: '*/*',
    'x-twice': 'a, b',
    'content-length': '2',
    body: '{}',
  });
  const { response } = result;
  expect(response).toMatchObject({ status: 400, reason: '', httpVersion: '2', truncated: false, interim: [103] });
  expect(response?.headers).toContainEqual(['content-type', 'application/json']);
  expect(response?.headers.filter(([name]) => name === 'set-cookie')).toHaveLength(2);
  expect(Buffer.from(response?.body ?? []).toString()).toBe('{"error":"x"}');
  expect(Object.keys(result.phases ?? {}).sort()).toEqual(['connect', 'firstByte', 'tls', 'whole']);
  expect(result.sentHead).toContain(':path: /base/call/?q=1\r\n');
});

test('without a body, to HEAD, and with a content coding', async () => {
  const get: Request = { method: 'GET', path: '/', headers: [] };
  const coded = await ask((stream) => {
    stream.respond({ ':status': 200, 'content-encoding': 'gzip' });
    stream.end(gzipSync('plain text'));
  }, get);
  expect(Buffer.from(coded.response?.body ?? []).toString()).toBe('plain text');
  const head = await ask((stream) => stream.respond({ ':status': 200 }), { ...get, method: 'HEAD' });
  expect(head.response).toMatchObject({ status: 200, unexpectedContent: 0 });
  expect(head.response?.body).toHaveLength(0);
});

for (const [status, limit] of [
  [200, limits.bodyBytes],
  [500, limits.errorBodyBytes],
] as const) {
  test(`content without end is cut at its limit, status ${status}`, async () => {
    const { response } = await ask((stream) => {
      stream.respond({ ':status': status });
      const more = (): void => {
        while (!stream.destroyed && stream.write(Buffer.alloc(65_536, ' ')));
      };
      stream.on('drain', more);
      more();
    });
    expect(response).toMatchObject({ status, truncated: true });
    expect(response?.body).toHaveLength(limit);
  });
}

test('what does not come whole is a trouble', async () => {
  const hung = await ask(() => undefined, request, 200);
  expect(hung.trouble).toMatchObject({ kind: 'timeout' });
  const refused = await ask((stream) => stream.close(2));
  expect(refused.trouble?.message).toMatch(/before any byte of a response/);
  const dropped = await ask((stream) => stream.session?.destroy());
  expect(['closed', 'reset']).toContain(dropped.trouble?.kind);
  const half = await ask((stream) => {
    stream.respond({ ':status': 200 });
    stream.write('half', () => stream.destroy(new Error('half of it is enough')));
  });
  expect(half.trouble?.message).toMatch(/half a response, status 200/);
  const interim = await ask((stream) => {
    for (let count = 0; count < 40; count += 1) stream.additionalHeaders({ ':status': 103 });
  });
  expect(interim.trouble).toMatchObject({ kind: 'malformed', atLimit: true });
});
