import { expect, test } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { Connection, openConnection, type WireResult } from '../../harness/http/connection.ts';
import type { Request } from '../../harness/model/message.ts';
import { startScriptedServer } from './scripted-server.ts';

const request: Request = { method: 'POST', path: '/call/', headers: [['Accept', '*/*']], body: Buffer.from('{}') };

/** Sends one request to a server that answers with the given pieces, then closes or stays silent. */
async function ask(
  pieces: readonly (string | Buffer)[],
  then: 'close' | 'hang' | 'reset' = 'close',
  sent = request,
): Promise<WireResult> {
  const server = await startScriptedServer((socket) => {
    for (const piece of pieces) socket.write(piece);
    if (then === 'close') socket.end();
    if (then === 'reset') socket.resetAndDestroy();
  });
  try {
    const connection = await openConnection(new URL(`${server.baseUrl}/base/`), 500);
    if (!(connection instanceof Connection)) throw new Error(connection.message);
    return await connection.exchange(sent, { timeoutMs: 300, keepAlive: false });
  } finally {
    await server.close();
  }
}

const head = (fields: string): string => `HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`;

const troubles: readonly {
  title: string;
  pieces: readonly (string | Buffer)[];
  then?: 'hang' | 'reset';
  kind: string;
  message: RegExp;
}[] = [
  { title: 'closed before any byte', pieces: [], kind: 'closed', message: /closed before any byte/ },
  { title: 'reset before any byte', pieces: [], then: 'reset', kind: 'reset', message: /reset/ },
  { title: 'a hang', pieces: [], then: 'hang', kind: 'timeout', message: /hangs before any byte/ },
  {
    title: 'half a header section',
    pieces: ['HTTP/1.1 200 OK\r\nA:'],
    kind: 'incomplete',
    message: /within the header section/,
  },
  { title: 'half a body', pieces: [head('Content-Length: 10'), 'abc'], kind: 'incomplete', message: /3 of 10 bytes/ },
  {
    title: 'half a chunked body',
    pieces: [head('Transfer-Encoding: chunked'), '5\r\nab'],
    kind: 'incomplete',
    message: /2 bytes of content/,
  },
  {
    title: 'a body that hangs',
    pieces: [head('Content-Length: 10'), 'abc'],
    then: 'hang',
    kind: 'timeout',
    message: /3 of 10 bytes/,
  },
  {
    title: 'bytes after the body',
    pieces: [head('Content-Length: 2'), 'okMORE'],
    kind: 'surplus',
    message: /4 bytes follow/,
  },
  { title: 'no HTTP', pieces: ['SSH-2.0-OpenSSH_9.2\r\n'], kind: 'malformed', message: /not HTTP/ },
  {
    title: 'two lengths',
    pieces: [head('Content-Length: 2\r\nContent-Length: 3'), 'ok'],
    kind: 'malformed',
    message: /Content-Length/,
  },
  { title: 'a header line without a colon', pieces: [head('nonsense'), ''], kind: 'malformed', message: /header line/ },
  {
    title: 'a chunk size that is no number',
    pieces: [head('Transfer-Encoding: chunked'), 'xyz\r\n'],
    kind: 'malformed',
    message: /chunk size/,
  },
  {
    title: 'a gzip body that is none',
    pieces: [head('Content-Encoding: gzip'), 'plain'],
    kind: 'malformed',
    message: /Content-Encoding/,
  },
  {
    title: 'headers without end',
    pieces: ['HTTP/1.1 200 OK\r\n', ...Array<string>(80).fill(`X: ${'a'.repeat(1000)}\r\n`)],
    then: 'hang',
    kind: 'malformed',
    message: /header section exceeds/,
  },
  {
    title: 'interim responses without end',
    pieces: Array<string>(60).fill('HTTP/1.1 103 Early Hints\r\n\r\n'),
    then: 'hang',
    kind: 'malformed',
    message: /interim responses/,
  },
];

test.describe('An exchange on the wire tells apart', () => {
  for (const { title, pieces, then, kind, message } of troubles) {
    test(title, async () => {
      const { trouble } = await ask(pieces, then);
      expect(trouble?.kind).toBe(kind);
      expect(trouble?.message).toMatch(message);
    });
  }
});

test.describe('An exchange on the wire reads', () => {
  test('a response split at every byte', async () => {
    const text = `HTTP/1.1 100 Continue\r\n\r\n${head('Transfer-Encoding: chunked\r\nX-A:  b ')}3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: v\r\n\r\n`;
    const { response } = await ask(text.split(''));
    expect(response).toMatchObject({ status: 200, reason: 'OK', interim: [100] });
    expect(Buffer.from(response?.body ?? []).toString()).toBe('abcde');
    expect(response?.headers).toContainEqual(['X-A', 'b']);
  });

  test('a body that ends with the connection', async () => {
    const { response } = await ask([head('X: y'), 'to the end']);
    expect(Buffer.from(response?.body ?? []).toString()).toBe('to the end');
  });

  test('a gzip body', async () => {
    const { response } = await ask([head('Content-Encoding: gzip'), gzipSync('plain text')]);
    expect(Buffer.from(response?.body ?? []).toString()).toBe('plain text');
  });

  test('a body beyond the limit up to the limit, a gzip bomb too', async () => {
    const big = await ask([head('Content-Length: 9000000'), Buffer.alloc(2_000_000)], 'hang');
    expect(big.response).toMatchObject({ truncated: true });
    expect(big.response?.body.length).toBe(1024 * 1024);
    const bomb = await ask([head('Content-Encoding: gzip'), gzipSync(Buffer.alloc(50_000_000))]);
    expect(bomb.response).toMatchObject({ truncated: true });
  });

  test('content after a response to HEAD as unexpected', async () => {
    const { response } = await ask([head('Content-Length: 5'), 'abcde'], 'close', { ...request, method: 'HEAD' });
    expect(response).toMatchObject({ status: 200, unexpectedContent: 5 });
  });
});

test('an answer that came while this process could not read it is no timeout', async () => {
  const server = await startScriptedServer((socket) => {
    socket.end(head('Content-Length: 2') + '{}');
    const until = performance.now() + 900;
    while (performance.now() < until);
  });
  const connection = await openConnection(new URL(server.baseUrl), 500);
  if (!(connection instanceof Connection)) throw new Error(connection.message);
  const { response, trouble } = await connection.exchange(request, { timeoutMs: 300, keepAlive: false });
  await server.close();
  expect(trouble).toBeUndefined();
  expect(response?.status).toBe(200);
});

test('a request stands on the wire as it was given', async () => {
  const server = await startScriptedServer((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
  const connection = await openConnection(new URL(`${server.baseUrl}/base/`), 500);
  if (!(connection instanceof Connection)) throw new Error(connection.message);
  await connection.exchange(
    { ...request, headers: [['Authorization', '']], framing: 'chunked', rawLines: ['X-Odd : 1'] },
    { timeoutMs: 500, keepAlive: false },
  );
  await server.close();
  const host = server.baseUrl.replace('http://', '');
  expect(server.received[0]).toBe(
    `POST /base/call/ HTTP/1.1\r\nHost: ${host}\r\nAuthorization:\r\nTransfer-Encoding: chunked\r\nConnection: close\r\nX-Odd : 1\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
  );
});

test('a body is held back until 100 comes, or the wait is over', async () => {
  for (const interim of ['HTTP/1.1 100 Continue\r\n\r\n', '']) {
    const server = await startScriptedServer((socket, received) => {
      const early = received().endsWith('{}');
      socket.write(interim);
      socket.on('data', () => {
        socket.end(`HTTP/1.1 ${early ? '500 Early' : '200 OK'}\r\nContent-Length: 0\r\n\r\n`);
      });
    });
    const connection = await openConnection(new URL(server.baseUrl), 500);
    if (!(connection instanceof Connection)) throw new Error(connection.message);
    const { response } = await connection.exchange(
      { ...request, expectContinueMs: 50 },
      { timeoutMs: 2000, keepAlive: false },
    );
    await server.close();
    expect(response?.status).toBe(200);
  }
});

test('a port where nothing listens is refused, a name that does not resolve is said', async () => {
  const server = await startScriptedServer(() => undefined);
  await server.close();
  expect(await openConnection(new URL(server.baseUrl), 500)).toMatchObject({ kind: 'refused' });
  expect(await openConnection(new URL('http://no-such-host.invalid'), 5000)).toMatchObject({ kind: 'name-resolution' });
});
