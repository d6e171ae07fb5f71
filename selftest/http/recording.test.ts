import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Recording } from '../../harness/client/recording.ts';
import type { Exchange } from '../../harness/model/exchange.ts';
import type { Header } from '../../harness/model/message.ts';
import type { RunFolder } from '../../harness/run/run-folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** As much of a run folder as a recording needs. */
function folderAt(path: string): RunFolder {
  const lines = join(path, 'recording.jsonl');
  mkdirSync(path, { recursive: true });
  return {
    path,
    append: (_file: string, value: unknown) => appendFileSync(lines, `${JSON.stringify(value)}\n`),
    read: () =>
      existsSync(lines)
        ? readFileSync(lines, 'utf8')
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line) as unknown)
        : [],
  } as unknown as RunFolder;
}

function answered(name: string, body: Buffer, headers: readonly Header[] = []): Omit<Exchange, 'id'> {
  return {
    name,
    request: { method: 'POST', path: '/', headers: [], body: Buffer.from('{}') },
    response: {
      status: 200,
      reason: 'OK',
      httpVersion: '1.1',
      headers,
      body,
      truncated: false,
      interim: [],
      unexpectedContent: 0,
    },
    sentHead: '',
    interim: [],
    startedAt: new Date(0).toISOString(),
    durationMs: 1,
    earlier: [],
  } as unknown as Omit<Exchange, 'id'>;
}

test('each distinct body is kept once, in memory and on disk, and a later process finds all', () => {
  const path = temporaryFolder();
  const recording = new Recording(folderAt(path));
  const [one, other] = ['a', 'b'].map((letter) => Buffer.alloc(100_000, letter));
  for (let count = 0; count < 50; count += 1)
    recording.add(answered(`answer ${count}`, Buffer.from((count % 2 === 0 ? one : other) ?? [])));
  const bodies = new Set(recording.exchanges.map(({ response }) => response?.body));
  expect(bodies.size).toBe(2);
  expect(statSync(join(path, 'bodies.bin')).size).toBe(200_002);
  expect(statSync(join(path, 'recording.jsonl')).size).toBeLessThan(50_000);

  const later = new Recording(folderAt(path));
  expect(later.exchanges).toEqual(recording.exchanges);
  later.add(answered('one more', Buffer.alloc(100_000, 'b')));
  later.add(answered('another', Buffer.from('new')));
  expect(statSync(join(path, 'bodies.bin')).size).toBe(200_005);
  expect(new Recording(folderAt(path)).exchanges).toEqual(later.exchanges);
});

test('beyond its bounds only beginnings are kept, and they say so', () => {
  const recording = new Recording();
  for (let count = 0; count < 64; count += 1)
    recording.add(answered(`answer ${count}`, Buffer.alloc(1024 * 1024, `${count} `)));
  const lengths = recording.exchanges.map(({ response }) => response?.body.length ?? 0);
  expect(lengths.reduce((sum, each) => sum + each)).toBeLessThan(10 * 1024 * 1024);
  expect(recording.exchanges.at(-1)?.response).toMatchObject({ truncated: true, excerpt: true });
  expect(recording.add(answered('short', Buffer.from('short'))).response).toMatchObject({ truncated: false });
});

test('so it is with header sections', () => {
  const recording = new Recording();
  const headers = Array.from({ length: 900 }, (_, index): Header => [`X-${index}`, 'y'.repeat(50)]);
  for (let count = 0; count < 100; count += 1) recording.add(answered(`answer ${count}`, Buffer.from(''), headers));
  expect(recording.exchanges[0]?.response?.headers).toHaveLength(900);
  expect(recording.exchanges.at(-1)?.response?.headers.length).toBeLessThan(200);
});
