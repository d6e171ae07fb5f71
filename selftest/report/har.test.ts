import { expect, test } from '@playwright/test';
import type { Har } from 'har-format';
import { harText } from '../../harness/report/har.ts';
import type { Exchange } from '../../harness/model/exchange.ts';
import type { Request, Response } from '../../harness/model/message.ts';
import { secretsOf } from '../../harness/judge/run-context.ts';
import { suite } from '../../specs/suite.ts';
import { judgeAll, targetFrom, targetOf, withSandbox } from '../in-process.ts';
import { harErrors } from './formats.ts';
import { resultWith } from './result-with.ts';

/** `exchanges.har`: what browsers read, whatever was sent and whatever came. */

const target = targetFrom({ BASE_URL: 'http://127.0.0.1:1/base', ACCOUNT_EMAIL: 'account@example.com' });

function archive(...exchanges: readonly Exchange[]): Har['log'] {
  const secrets = secretsOf(target, suite);
  secrets.learn('reset_token', token);
  const har = JSON.parse(harText(resultWith({ target, exchanges }), secrets)) as Har;
  expect(harErrors(har)).toEqual([]);
  return har.log;
}

const token = 'Tok3nTok3nTok3nTok3n';

function exchange(
  request: Partial<Request> = {},
  response?: Partial<Response>,
  more: Partial<Exchange> = {},
): Exchange {
  const sent: Request = { method: 'GET', path: '/call/', headers: [], ...request };
  return {
    id: 1,
    name: 'one request',
    hasEffect: false,
    protocolLevel: false,
    auxiliary: false,
    request: sent,
    sentHead: `${sent.method} /base${sent.path} HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n`,
    ...(response === undefined
      ? {}
      : {
          response: {
            status: 200,
            reason: 'OK',
            httpVersion: '1.1',
            headers: [['Content-Type', 'application/json']],
            body: Buffer.from('{}'),
            truncated: false,
            interim: [],
            unexpectedContent: 0,
            ...response,
          },
        }),
    interim: [],
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 12,
    earlier: [],
    ...more,
  };
}

test('a secret in a path stands there as a placeholder that a URL can hold', () => {
  const [entry] = archive(exchange({ path: `/call/?token=${token}&a=b c` }, {})).entries;
  expect(entry?.request.url).toBe('http://127.0.0.1:1/base/call/?token=%3Creset_token%231%3E&a=b%20c');
  expect(entry?.request.queryString).toEqual([
    { name: 'token', value: '<reset_token#1>' },
    { name: 'a', value: 'b c' },
  ]);
});

test('octets that no URL can hold are escaped as they were sent', () => {
  const [entry] = archive(exchange({ path: '/\u00e4\\%zz[1]%41' }, {})).entries;
  expect(entry?.request.url).toBe('http://127.0.0.1:1/base/%E4%5C%25zz%5B1%5D%41');
});

test('a request shows the lines that it went out with', () => {
  const sentHead =
    'POST /base/call/ HTTP/1.1\r\nHost: 127.0.0.1:1\r\nX-Empty:\r\nX-Odd : 1\r\nX-Folded: 1\r\n 2\r\n\r\n';
  const [entry] = archive(exchange({ method: 'POST' }, {}, { sentHead })).entries;
  expect(entry?.request.headers).toEqual([
    { name: 'Host', value: '127.0.0.1:1' },
    { name: 'X-Empty', value: '' },
    { name: 'X-Odd ', value: '1' },
    { name: 'X-Folded', value: '1 2' },
  ]);
});

test('a request over HTTP/2 shows its pseudo-fields', () => {
  const sentHead = ':method: GET\r\n:path: /base/call/\r\naccept: */*\r\n\r\n';
  const [entry] = archive(exchange({}, { httpVersion: '2' }, { sentHead })).entries;
  expect(entry?.request.httpVersion).toBe('HTTP/2');
  expect(entry?.request.headers.map(({ name }) => name)).toEqual([':method', ':path', 'accept']);
});

test('an exchange without a response says why, in the words that a browser shows', () => {
  const trouble = { kind: 'refused', message: 'the connection is refused' } as const;
  const [entry] = archive(exchange({}, undefined, { trouble, sentHead: '' })).entries;
  expect(entry?.response).toMatchObject({ status: 0, _error: 'the connection is refused' });
  expect(entry?.request.headers).toEqual([]);
});

test('a body that is no text is there in Base64, and one that is long only begins', () => {
  const binary = Buffer.from([0xff, 0x00, 0x7b]);
  const long = 'x'.repeat(20 * 1024);
  const [entry] = archive(exchange({ method: 'POST', body: binary }, { body: Buffer.from(long) })).entries;
  expect(entry?.request.postData).toMatchObject({ text: binary.toString('base64'), _encoding: 'base64' });
  expect(entry?.response.content).toMatchObject({ size: long.length, comment: 'only the beginning' });
  expect(entry?.response.content.text).toHaveLength(16 * 1024);
});

test('all bodies together are bounded, and what is left out says so', () => {
  const exchanges = Array.from({ length: 600 }, (_, index) =>
    exchange({}, { body: Buffer.from(String(index).padEnd(16 * 1024)) }, { id: index + 1 }),
  );
  const { entries } = archive(...exchanges);
  const [without, kept] = [entries.filter(({ response }) => response.content.text === undefined), entries.length];
  expect(kept).toBe(600);
  expect(without).toHaveLength(600 - 512);
  expect(without[0]?.response.content).toMatchObject({ size: 16 * 1024, comment: expect.stringContaining('left out') });
});

test('time is told apart by where it went', () => {
  const phases = { name: 1, connect: 2, proxy: 3, tls: 4, firstByte: 5, whole: 21 };
  const [entry, plain] = archive(exchange({}, {}, { phases }), exchange({}, {})).entries;
  expect(entry?.time).toBe(21);
  expect(entry?.timings).toEqual({ blocked: -1, dns: 1, connect: 9, ssl: 4, send: 0, wait: 5, receive: 6 });
  expect(plain?.timings).toEqual({ blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 12, receive: 0 });
});

test('what a run sends is an archive, whatever is hostile in it', async () => {
  await withSandbox({}, async (sandbox) => {
    const ids = ['RP-ROB-02', 'RP-ROB-03', 'RP-ROB-16', 'RP-ROB-17', 'RP-ROB-18', 'RP-ROB-21', 'RP-401-02'] as const;
    const seen = targetOf(sandbox);
    const { run } = await judgeAll(seen, ids);
    const { exchanges } = run.recording;
    expect(exchanges.length).toBeGreaterThan(20);
    const har = JSON.parse(harText(resultWith({ target: seen, exchanges }), run.secrets)) as Har;
    expect(harErrors(har)).toEqual([]);
    expect(har.log.entries).toHaveLength(exchanges.length);
    expect(run.secrets.findIn(JSON.stringify(har))).toBeUndefined();
  });
});

test('the schema notices what is no archive', () => {
  expect(harErrors({ log: { version: '1.2', creator: { name: 'x', version: '1' }, entries: [{}] } })).not.toEqual([]);
});
