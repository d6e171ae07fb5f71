import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { Connection, openConnection, type WireResult } from '../../harness/http/connection.ts';
import { limits } from '../../harness/http/limits.ts';
import { ResponseReader } from '../../harness/http/response-reader.ts';
import type { Response } from '../../harness/model/message.ts';
import { startScriptedServer } from './scripted-server.ts';
import { expectToHold } from '../properties.ts';

/** Answers over a real socket, as much as the other side takes. */
async function ask(head: string, piece: Buffer, method = 'POST'): Promise<WireResult> {
  const server = await startScriptedServer((socket) => {
    socket.write(`${head}\r\n\r\n`);
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', more);
    more();
  });
  try {
    const connection = await openConnection(new URL(server.baseUrl), 500);
    if (!(connection instanceof Connection)) throw new Error(connection.message);
    return await connection.exchange({ method, path: '/', headers: [] }, { timeoutMs: 5_000, keepAlive: false });
  } finally {
    await server.close();
  }
}

const spaces = Buffer.alloc(65_536, ' ');

test.describe('An answer without end over a socket', () => {
  const cases: readonly { title: string; head: string; piece?: Buffer; method?: string; read: number }[] = [
    { title: 'an error until it is closed', head: 'HTTP/1.1 500 Oops', read: limits.errorBodyBytes },
    {
      title: 'an error of 10 GB',
      head: 'HTTP/1.1 404 Not Found\r\nContent-Length: 10737418240',
      read: limits.errorBodyBytes,
    },
    {
      title: 'an error in chunks',
      head: 'HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked',
      piece: Buffer.from(`400\r\n${' '.repeat(1024)}\r\n`.repeat(64)),
      read: limits.errorBodyBytes,
    },
    { title: 'a success of 200 MB', head: 'HTTP/1.1 200 OK\r\nContent-Length: 209715200', read: limits.bodyBytes },
  ];
  for (const { title, head, piece = spaces, read } of cases) {
    test(`${title} is cut at its limit`, async () => {
      const { response } = await ask(head, piece);
      expect(response?.truncated).toBe(true);
      expect(response?.body.length).toBe(read);
    });
  }

  test('content after a response to HEAD is counted up to a limit', async () => {
    const { response } = await ask('HTTP/1.1 200 OK\r\nContent-Length: 5', spaces, 'HEAD');
    expect(response?.unexpectedContent).toBeGreaterThan(limits.surplusBytes);
    expect(response?.unexpectedContent).toBeLessThan(4 * limits.surplusBytes);
  });

  const refused: readonly { title: string; head: string; piece: string; says: RegExp }[] = [
    {
      title: 'fields',
      head: `HTTP/1.1 200 OK${'\r\nX: y'.repeat(limits.fields + 1)}`,
      piece: ' '.repeat(1024),
      says: /more than 512 header lines/,
    },
    {
      title: 'trailers',
      head: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked',
      piece: '0\r\n' + 'X: y\r\n'.repeat(1000),
      says: /trailer section exceeds/,
    },
    {
      title: 'extensions of chunks',
      head: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked',
      piece: `1;${'x'.repeat(60_000)}\r\n \r\n`,
      says: /around the chunks exceeds/,
    },
    {
      title: 'a chunk size',
      head: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked',
      piece: `1;${'x'.repeat(1024)}`,
      says: /chunk-size line does not end/,
    },
  ];
  for (const { title, head, piece, says } of refused) {
    test(`${title} without end: the trouble says that a limit is reached`, async () => {
      const { trouble } = await ask(head, Buffer.from(piece));
      expect(trouble).toMatchObject({ kind: 'malformed', atLimit: true });
      expect(trouble?.message).toMatch(says);
    });
  }
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are held on the heap and beside it. */
function heldBytes(): number {
  // What lies beside the heap is set free a turn later.
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function readWhole(reader: ResponseReader): Response {
  const result = reader.result();
  if ('kind' in result) throw new Error(result.message);
  return result;
}

test('a million chunks of one byte, each in a piece of its own, hold no more than what they say', () => {
  const before = heldBytes();
  const reader = new ResponseReader('POST');
  reader.feed(Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'));
  for (let count = 0; count < 1_000_000; count += 1) reader.feed(Buffer.from('1\r\nx\r\n'));
  expect(heldBytes() - before).toBeLessThan(8 * limits.bodyBytes);
  reader.feed(Buffer.from('0\r\n\r\n'));
  const { body, truncated } = readWhole(reader);
  expect({ length: body.length, truncated }).toEqual({ length: 1_000_000, truncated: false });
});

test('a head of 60 KB and a body of 1 MB are read the same byte by byte', () => {
  const bytes = Buffer.from(
    `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(60_000)}\r\nContent-Length: 1000000\r\n\r\n${'z'.repeat(1_000_000)}`,
  );
  const [atOnce, dripped] = [new ResponseReader('POST'), new ResponseReader('POST')];
  atOnce.feed(bytes);
  for (let at = 0; at < bytes.length; at += 1) dripped.feed(bytes.subarray(at, at + 1));
  expect(dripped.done).toBe(true);
  const [one, other] = [readWhole(atOnce), readWhole(dripped)];
  expect({ ...other, body: 0 }).toEqual({ ...one, body: 0 });
  expect(Buffer.from(other.body).equals(one.body)).toBe(true);
});

test('chunks read the same however they arrive', () => {
  const chunk = fc.tuple(
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
    fc.constantFrom('', ';x=y', ' ', ';"a"'),
    fc.boolean(),
  );
  expectToHold(
    fc.property(
      fc.array(chunk, { maxLength: 20 }),
      fc.constantFrom('', 'T: v\r\n'),
      fc.array(fc.nat(9), { minLength: 1, maxLength: 50 }),
      (chunks, trailer, cuts) => {
        const written = chunks.map(([data, extension, upper]) => {
          const size = data.length.toString(16);
          return Buffer.concat([
            Buffer.from(`${upper ? size.toUpperCase() : `0${size}`}${extension}\r\n`),
            data,
            Buffer.from('\r\n'),
          ]);
        });
        const bytes = Buffer.concat([
          Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'),
          ...written,
          Buffer.from(`0\r\n${trailer}\r\n`),
        ]);
        const reader = new ResponseReader('POST');
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const next = at + 1 + (cuts[turn % cuts.length] ?? 0);
          reader.feed(bytes.subarray(at, next));
          at = next;
        }
        expect(reader.done).toBe(true);
        expect(Buffer.from(readWhole(reader).body).equals(Buffer.concat(chunks.map(([data]) => data)))).toBe(true);
      },
    ),
  );
});

test('a response holds on to nothing but its own bytes', () => {
  const before = heldBytes();
  const kept: Response[] = [];
  for (let count = 0; count < 2_000; count += 1) {
    const reader = new ResponseReader('POST');
    const piece = Buffer.alloc(65_536, ' ');
    const head = piece.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n');
    reader.feed(piece.subarray(0, head + 100));
    kept.push(readWhole(reader));
  }
  expect(kept).toHaveLength(2_000);
  // The pieces alone were 131 MB.
  expect(heldBytes() - before).toBeLessThan(8 * 1024 * 1024);
});
