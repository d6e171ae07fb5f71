import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { VerdictRecord } from '../../harness/model/verdict.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import type { TlsOptions } from '../../sandbox/server.ts';
import { withHeaders } from '../../sandbox/message.ts';
import { faults } from '../../sandbox/faults/index.ts';
import { drop, onTheWire } from '../../sandbox/faults/wire.ts';
import { startSandbox } from '../../sandbox/start.ts';
import type { ClauseId } from '../../contract/register.ts';
import { type Judged, judgedAt } from '../security/judged.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { makeCertificate } from '../doctor/certificate.ts';

const day = 24 * 60 * 60 * 1000;

interface Wish {
  readonly host?: string;
  /** The certificate lasts this many days more. */
  readonly days?: number;
  /** Whether its authority is among those that are trusted. */
  readonly trusted?: boolean;
  /** Days since the certificate began. */
  readonly age?: number;
  readonly tls?: TlsOptions;
  readonly behaviour?: Behaviour;
  readonly fault?: string;
}

/** Serves TLS, and judges a clause there as a run does. */
async function judged(clause: ClauseId, wish: Wish): Promise<VerdictRecord> {
  return (await judgedAll([clause], wish)).last;
}

async function judgedAll(clauses: readonly ClauseId[], wish: Wish): Promise<Judged> {
  const { host = 'localhost', days = 90.5, age = 30, trusted = true, tls = {}, behaviour = {}, fault } = wish;
  const certificate = makeCertificate({
    host,
    notBefore: new Date(Date.now() - age * day),
    notAfter: new Date(Date.now() + days * day),
  });
  const authorities = join(temporaryFolder(), 'authorities.pem');
  writeFileSync(authorities, certificate.cert);
  const sandbox = await startSandbox({
    tls: { ...certificate, ...tls },
    behaviour,
    ...(fault === undefined ? {} : { fault }),
  });
  try {
    const { baseUrl, accountEmail } = sandbox;
    const env = { BASE_URL: baseUrl, ACCOUNT_EMAIL: accountEmail, ...(trusted && { CA_FILE: authorities }) };
    return await judgedAt(env, clauses);
  } finally {
    await sandbox.close();
  }
}

test('a good certificate', async () => {
  const { verdict, message } = await judged('RP-SEC-11', {});
  expect(message).toMatch(/^TLSv1.3, a certificate that verifies and lasts 90 days \(until \d{4}-\d\d-\d\d\)$/);
  expect(verdict).toBe('pass');
});

test('TLS 1.2 is enough', async () => {
  const { verdict, message } = await judged('RP-SEC-11', { tls: { maxVersion: 'TLSv1.2' } });
  expect(message).toMatch(/^TLSv1.2,/);
  expect(verdict).toBe('pass');
});

test('a certificate that ends within 14 days, or with less than a third of its life left', async () => {
  for (const [days, wanted, left] of [
    [13.5, 14, 13],
    [5.5, 11, 5],
  ] as const) {
    const { verdict, message } = await judged('RP-SEC-11', { days });
    expect(message).toContain(
      `expected a certificate that lasts ${wanted} days more, got one that lasts ${left} days (until `,
    );
    expect(verdict).toBe('fail');
  }
});

test('a certificate of six days, which are not all over', async () => {
  const { verdict, message } = await judged('RP-SEC-11', { age: 2.5, days: 3.5 });
  expect(message).toMatch(/lasts 3 days \(until /);
  expect(verdict).toBe('pass');
});

test('TLS 1.1 for those who offer nothing better', async () => {
  const { findings, verdict } = await judged('RP-SEC-11', {
    tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1.3', ciphers: 'DEFAULT@SECLEVEL=0' },
  });
  expect(findings.map((each) => `${each.input}: ${each.verdict} ${each.actual}`)).toEqual([
    'TLS handshake: pass ',
    'TLS 1.1 at best: fail one with TLSv1.1',
  ]);
  expect(verdict).toBe('fail');
});

const unsound: readonly { title: string; wish: Wish; words: RegExp }[] = [
  { title: 'an expired certificate', wish: { days: -2 }, words: /one that expired \(\d{4}-\d\d-\d\d\)/ },
  { title: "another name's certificate", wish: { host: 'a.example' }, words: /one that is not for localhost/ },
  {
    title: "an unknown authority's certificate",
    wish: { trusted: false },
    words: /one that does not \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
  },
  {
    title: 'TLS 1.1 alone',
    wish: { tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } },
    words: /TLSv1.1 at best/,
  },
];

for (const { title, wish, words } of unsound) {
  test(title, async () => {
    const { findings } = await judged('RP-SEC-11', wish);
    expect(findings[0]?.actual).toMatch(words);
    // The judge may withhold a failure here: its own requests fail by the same cause.
    expect(findings[0]?.verdict).not.toBe('pass');
  });
}

test('no Strict-Transport-Security', async () => {
  const { verdict, message } = await judged('RP-SEC-04', { behaviour: { answer: withoutPolicy } });
  expect(message).toMatch(/expected Strict-Transport-Security, got none on 200/);
  expect(verdict).toBe('fail');
});

test('no answer to read Strict-Transport-Security from', async () => {
  const { verdict, message } = await judged('RP-SEC-04', {
    behaviour: onTheWire(({ body }) => body.toString().includes('kiosk'), drop),
  });
  expect(message).toMatch(/expected an answer with Strict-Transport-Security, got no response/);
  expect(verdict).toBe('fail');
});

test('Strict-Transport-Security', async () => {
  const policy = 'max-age=31536000';
  const { verdict, message } = await judged('RP-SEC-04', {
    behaviour: { policy: { headers: { 'Strict-Transport-Security': policy } } },
  });
  expect(message).toContain(policy);
  expect(verdict).toBe('pass');
});

test('HTTP/2', async () => {
  const { verdict } = await judged('RP-OK-16', {});
  expect(verdict).toBe('pass');
});

test('a server that does not offer HTTP/2', async () => {
  const certificate = makeCertificate({
    host: 'localhost',
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + day),
  });
  const authorities = join(temporaryFolder(), 'authorities.pem');
  writeFileSync(authorities, certificate.cert);
  const server = createServer(certificate, (_request, response) => response.end());
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  const env = { BASE_URL: `https://localhost:${port}`, ACCOUNT_EMAIL: 'a@example.com', CA_FILE: authorities };
  const { last } = await judgedAt(env, ['RP-OK-16']);
  server.close();
  expect(last).toMatchObject({ verdict: 'not-applicable', message: 'ALPN does not choose h2' });
});

for (const { id, title, breaks } of faults.filter(({ needs }) => needs === 'tls')) {
  test(`fault ${id}: ${title}`, async () => {
    // RP-ERR-07 and the like look over what the others have sent, so that these come first.
    const { records } = await judgedAll(breaks as readonly ClauseId[], { fault: id });
    expect(
      [...records.values()].filter(({ verdict }) => verdict !== 'fail').map((each) => `${each.id}: ${each.message}`),
    ).toEqual([]);
  });
}

/** What stands at port 80, and what RP-SEC-14 says to it; sockets to that port go to the server instead. */
const atPort80: readonly { title: string; behaviour: Behaviour; verdict: string; words: RegExp }[] = [
  { title: 'the service itself', behaviour: {}, verdict: 'fail', words: /got 422 over http on port 80/ },
  {
    title: 'a service that crashes there',
    behaviour: { answer: (answer) => ({ ...answer, status: 500 }) },
    verdict: 'fail',
    words: /got 500 over http on port 80/,
  },
  {
    title: 'a redirect that stays on http',
    behaviour: { answer: (answer) => withHeaders({ ...answer, status: 301 }, { Location: 'http://localhost/' }) },
    verdict: 'fail',
    words: /got 301 over http on port 80/,
  },
  {
    title: 'a redirect to https',
    behaviour: { answer: (answer) => withHeaders({ ...answer, status: 301 }, { Location: 'https://localhost/' }) },
    verdict: 'pass',
    words: /port 80: 301/,
  },
  {
    title: 'a refusal',
    behaviour: { answer: (answer) => ({ ...answer, status: 403 }) },
    verdict: 'pass',
    words: /port 80: 403/,
  },
  {
    title: 'a connection that is dropped',
    behaviour: onTheWire(() => true, drop),
    verdict: 'pass',
    words: /port 80: the connection is closed/,
  },
];

for (const { title, behaviour, verdict, words } of atPort80) {
  test(`RP-SEC-14 with ${title} at port 80`, async () => {
    const sandbox = await startSandbox({ behaviour });
    const env = {
      BASE_URL: 'https://localhost',
      ACCOUNT_EMAIL: sandbox.accountEmail,
      CONNECT_TO: new URL(sandbox.baseUrl).host,
    };
    const { last } = await judgedAt(env, ['RP-SEC-14']);
    await sandbox.close();
    expect(last.message).toMatch(words);
    expect(last.verdict).toBe(verdict);
  });
}

test('RP-SEC-14 where the base URL names a port', async () => {
  const { verdict, message } = await judged('RP-SEC-14', {});
  expect(message).toMatch(/BASE_URL names a port/);
  expect(verdict).toBe('not-applicable');
});

function withoutPolicy(answer: Parameters<typeof withHeaders>[0]): ReturnType<typeof withHeaders> {
  return withHeaders(answer, { 'Strict-Transport-Security': undefined });
}
