import { hash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Recording } from '../../harness/client/recording.ts';
import type { Exchange } from '../../harness/model/exchange.ts';
import type { Header } from '../../harness/model/message.ts';
import type { RunFolder } from '../../harness/run/run-folder.ts';
import { redactBytes } from '../../harness/secrets/redact-bytes.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';
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

/** An exchange with its bodies by their hashes: to compare them octet by octet takes long. */
function outline({ request, response, ...rest }: Exchange): unknown {
  const digest = (body: Uint8Array = Buffer.alloc(0)): string => hash('sha256', body, 'hex');
  return {
    ...rest,
    request: { ...request, body: digest(request.body) },
    response: { ...response, body: digest(response?.body) },
  };
}

test('a later process knows every secret, one that no exchange brought included, under the same placeholder', () => {
  const path = temporaryFolder();
  const secrets = new SecretRegistry(['reset_token']);
  const recording = new Recording(secrets, folderAt(path));
  recording.add(answered('a reset', Buffer.from('{"reset_token":"by-the-answer-1a2b3c"}')));
  secrets.learn('reset_token', 'by-a-mailbox-1a2b3c4d');
  secrets.learn('password', 'made-up-here-1a2b3c4d');
  recording.add({
    ...answered('a completion', Buffer.from('{}')),
    request: {
      method: 'POST',
      path: '/by-a-mailbox-1a2b3c4d/',
      headers: [],
      body: Buffer.from('made-up-here-1a2b3c4d'),
    },
  });

  const later = new SecretRegistry(['reset_token']);
  new Recording(later, folderAt(path));
  expect(later.redact('by-the-answer-1a2b3c by-a-mailbox-1a2b3c4d made-up-here-1a2b3c4d')).toBe(
    '<reset_token#1> <reset_token#2> <password#1>',
  );
  expect(later.all).toEqual(secrets.all);
});

test('each distinct body is kept once, in memory and on disk, and a later process finds all', () => {
  const path = temporaryFolder();
  const recording = new Recording(new SecretRegistry(), folderAt(path));
  const [one, other] = ['a', 'b'].map((letter) => Buffer.alloc(100_000, letter));
  for (let count = 0; count < 50; count += 1)
    recording.add(answered(`answer ${count}`, Buffer.from((count % 2 === 0 ? one : other) ?? [])));
  const bodies = new Set(recording.exchanges.map(({ response }) => response?.body));
  expect(bodies.size).toBe(2);
  expect(statSync(join(path, 'bodies.bin')).size).toBe(200_002);
  expect(statSync(join(path, 'recording.jsonl')).size).toBeLessThan(50_000);

  const later = new Recording(new SecretRegistry(), folderAt(path));
  expect(later.exchanges.map(outline)).toEqual(recording.exchanges.map(outline));
  later.add(answered('one more', Buffer.alloc(100_000, 'b')));
  later.add(answered('another', Buffer.from('new')));
  expect(statSync(join(path, 'bodies.bin')).size).toBe(200_005);
  const last = new Recording(new SecretRegistry(), folderAt(path));
  expect(last.exchanges.map(outline)).toEqual(later.exchanges.map(outline));
});

test('beyond its bounds only beginnings are kept, and they say so', () => {
  const recording = new Recording(new SecretRegistry());
  for (let count = 0; count < 64; count += 1)
    recording.add(answered(`answer ${count}`, Buffer.alloc(1024 * 1024, `${count} `)));
  const lengths = recording.exchanges.map(({ response }) => response?.body.length ?? 0);
  expect(lengths.reduce((sum, each) => sum + each)).toBeLessThan(10 * 1024 * 1024);
  expect(recording.exchanges.at(-1)?.response).toMatchObject({ truncated: true, excerpt: true });
  expect(recording.add(answered('short', Buffer.from('short'))).response).toMatchObject({ truncated: false });
});

test('a later process knows the secrets of earlier ones, in their order, and needs no body for that', () => {
  const path = temporaryFolder();
  const secrets = new SecretRegistry(['reset_token']);
  const recording = new Recording(secrets, folderAt(path));
  const tokens = ['q7VxN2bKf0TzRw9L', 'mEh4Yc1JsUdG5oPa', 'q7VxN2bKf0TzRw9L', 'Zk6WtQe0MiLfCu2D'];
  for (const token of tokens) recording.add(answered('reset', Buffer.from(`{"reset_token":"${token}"}`)));
  expect(secrets.all.map(({ value }) => value)).toEqual([...new Set(tokens)]);

  writeFileSync(join(path, 'bodies.bin'), '');
  const later = new SecretRegistry(['reset_token']);
  new Recording(later, folderAt(path));
  expect(later.all).toEqual(secrets.all);
});

/** A body of values that look drawn at random, other ones for each number. */
function drawn(count: number, number: number): Buffer {
  return Buffer.from(
    JSON.stringify(Array.from({ length: count }, (_, index) => `${index}x${number * 7919}y7Kq2mPz9w`)),
  );
}

test('of an answer with more secrets than are learnt of one, only the beginning is kept', () => {
  const secrets = new SecretRegistry();
  const recording = new Recording(secrets);
  const granted = { hasEffect: true };
  const { response } = recording.add({ ...answered('many', drawn(15_000, 1)), ...granted });
  expect(response).toMatchObject({ truncated: true, excerpt: true });
  expect(secrets.size).toBeLessThan(500);
  // What is kept of it can be masked.
  expect(redactBytes(response?.body ?? Buffer.alloc(0), secrets, true).toString()).not.toMatch(/\d+x/);
  expect(recording.add({ ...answered('some', drawn(1500, 2)), ...granted }).response?.excerpt).toBeUndefined();
});

test('beyond the secrets that are learnt of a run, only beginnings are kept', () => {
  const secrets = new SecretRegistry();
  const recording = new Recording(secrets);
  for (let number = 1; number <= 40; number += 1)
    recording.add({ ...answered(`answer ${number}`, drawn(1500, number)), hasEffect: true });
  expect(secrets.size).toBeLessThan(32_000);
  expect(recording.exchanges[0]?.response?.excerpt).toBeUndefined();
  expect(recording.exchanges.at(-1)?.response).toMatchObject({ truncated: true, excerpt: true });
});

test('so it is with header sections', () => {
  const recording = new Recording(new SecretRegistry());
  const headers = Array.from({ length: 900 }, (_, index): Header => [`X-${index}`, 'y'.repeat(50)]);
  for (let count = 0; count < 100; count += 1) recording.add(answered(`answer ${count}`, Buffer.from(''), headers));
  expect(recording.exchanges[0]?.response?.headers).toHaveLength(900);
  expect(recording.exchanges.at(-1)?.response?.headers.length).toBeLessThan(200);
});
