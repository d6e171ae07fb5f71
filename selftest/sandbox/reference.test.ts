import { connect } from 'node:net';
import { request as httpsRequest } from 'node:https';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { paths } from '../../sandbox/application.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { makeCertificate } from '../doctor/certificate.ts';
import { withSandbox } from '../in-process.ts';
import { codeOf, reply, request } from './over-a-socket.ts';

const json = 'Content-Type: application/json';
const reset = `POST ${paths.resetPassword}`;
const good = ({ accountEmail }: Sandbox): string => JSON.stringify({ email: accountEmail });
const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;

/** What is sent to the plain sandbox, and the codes that it may be answered with. */
const stimuli: readonly { name: string; bytes: (sandbox: Sandbox) => Buffer | string; code: number }[] = [
  { name: 'a plain reset', bytes: (its) => request(reset, good(its), [json]), code: 200 },
  { name: 'another charset', bytes: (its) => request(reset, good(its), [`${json}; charset=latin1`]), code: 415 },
  { name: 'UTF-16', bytes: (its) => request(reset, Buffer.from(good(its), 'utf16le'), [json]), code: 400 },
  { name: 'a byte order mark', bytes: (its) => request(reset, `\uFEFF${good(its)}`, [json]), code: 400 },
  {
    name: 'a byte that is no UTF-8 in another member',
    bytes: (its) => request(reset, Buffer.from(`${good(its).slice(0, -1)},"x":"\xff"}`, 'latin1'), [json]),
    code: 400,
  },
  { name: 'gzip', bytes: (its) => request(reset, gzipSync(good(its)), [json, 'Content-Encoding: gzip']), code: 415 },
  { name: '10,000 levels', bytes: () => request(reset, nested, [json]), code: 400 },
  { name: '10,000 levels as email', bytes: () => request(reset, `{"email":${nested}}`, [json]), code: 400 },
  {
    name: 'an address of 1 MiB',
    bytes: () => request(reset, JSON.stringify({ email: `${'a'.repeat(1 << 20)}@example.com` }), [json]),
    code: 413,
  },
  {
    name: 'two lengths',
    bytes: () =>
      `${reset} HTTP/1.1\r\nHost: localhost\r\n${json}\r\nContent-Length: 2\r\nContent-Length: 4\r\n\r\n{}  `,
    code: 400,
  },
  {
    name: 'no Host',
    bytes: () => `${reset} HTTP/1.1\r\n${json}\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}`,
    code: 400,
  },
  { name: 'Host twice', bytes: (its) => request(reset, good(its), [json, 'Host: localhost']), code: 400 },
  {
    name: 'a length beside a transfer coding',
    bytes: () => request(reset, '{}', [json, 'Transfer-Encoding: chunked']),
    code: 400,
  },
  {
    name: 'a misspelt transfer coding',
    bytes: () =>
      `${reset} HTTP/1.1\r\nHost: localhost\r\n${json}\r\nTransfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    code: 400,
  },
  { name: 'white space before a colon', bytes: () => request(reset, '{}', ['Content-Type : a/b']), code: 400 },
  { name: 'a target of 16 KiB', bytes: () => request(`${reset}?q=${'x'.repeat(16_384)}`, '{}', [json]), code: 431 },
  {
    name: '200 headers',
    bytes: (its) => request(reset, good(its), [json, ...Array.from({ length: 200 }, (_, n) => `X-H${n}: v`)]),
    code: 200,
  },
  {
    name: 'a Kelvin sign in place of the k',
    bytes: ({ accountEmail }) => request(reset, JSON.stringify({ email: accountEmail.replace('k', '\u212a') }), [json]),
    code: 422,
  },
];

for (const { name, bytes, code } of stimuli) {
  test(`${name} is answered ${code}`, async () => {
    await withSandbox({}, async (sandbox) => {
      expect(codeOf(await reply(sandbox.baseUrl, bytes(sandbox)))).toBe(code);
      expect(codeOf(await reply(sandbox.baseUrl, request(reset, good(sandbox), [json])))).toBe(200);
    });
  });
}

test('every refused verb says which ones are taken, and HEAD brings no content', async () => {
  await withSandbox({}, async ({ baseUrl }) => {
    for (const [path, allow] of [
      [paths.resetPassword, 'POST'],
      [paths.completePassword, 'GET, POST'],
    ] as const) {
      for (const method of ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']) {
        const text = await reply(baseUrl, request(`${method} ${path}`));
        expect(text, method).toMatch(/^HTTP\/1\.1 405 /);
        expect(text, method).toContain(`\r\nAllow: ${allow}\r\n`);
        if (method === 'HEAD') expect(text).toMatch(/\r\n\r\n$/);
      }
    }
  });
});

test('two sandboxes of one process share no account, no password and no clock', async () => {
  await withSandbox({}, (one) =>
    withSandbox({}, async (other) => {
      const asked = await reply(one.baseUrl, request(reset, good(one), [json]));
      const token = /"reset_token":"([A-Za-z0-9]{32,})"/.exec(asked)?.[1] ?? '';
      const validate = request(`GET ${paths.completePassword}?token=${token}`);
      await reply(other.baseUrl, request(`POST ${paths.clock}`, '{"advance_seconds":7260}'));
      expect(codeOf(await reply(one.baseUrl, validate))).toBe(200);
      expect(codeOf(await reply(other.baseUrl, validate))).toBe(422);
      expect(other.passwordIs(one.accountPassword)).toBe(false);
      await reply(one.baseUrl, request(`POST ${paths.clock}`, '{"advance_seconds":7260}'));
      expect(codeOf(await reply(one.baseUrl, validate))).toBe(422);
    }),
  );
});

test('closing ends connections that are in the middle of a request', async () => {
  const sandbox = await startSandbox();
  const socket = connect(Number(new URL(sandbox.baseUrl).port), '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const closed = new Promise((resolve) => {
    socket.on('error', resolve);
    socket.on('close', resolve);
  });
  socket.write('POST ');
  await sandbox.close();
  await closed;
});

const certificate = makeCertificate({
  host: 'localhost',
  notBefore: new Date(Date.now() - 86_400_000),
  notAfter: new Date(Date.now() + 86_400_000 * 60),
});

test('over https every answer has Strict-Transport-Security, over http none', async () => {
  const policy = await withSandbox({ tls: certificate }, async ({ baseUrl }) => {
    return new Promise((resolve, reject) => {
      const sent = httpsRequest(`${baseUrl}${paths.resetPassword}`, { ca: certificate.cert }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.headers['strict-transport-security']));
      });
      sent.on('error', reject);
      sent.end();
    });
  });
  expect(policy).toBe('max-age=31536000');
  const plain = await withSandbox({}, ({ baseUrl }) => reply(baseUrl, request(`GET ${paths.resetPassword}`)));
  expect(plain).not.toMatch(/strict-transport-security/i);
});

test('closing ends a connection that has not shaken hands', async () => {
  const sandbox = await startSandbox({ tls: certificate });
  const socket = connect(Number(new URL(sandbox.baseUrl).port), '127.0.0.1');
  const closed = new Promise((resolve) => {
    socket.on('error', resolve);
    socket.on('close', resolve);
  });
  await new Promise((resolve) => socket.once('connect', resolve));
  await sandbox.close();
  await closed;
});
