import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../harness/config/project-root.ts';
import type { VerdictRecord } from '../../harness/model/verdict.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import type { TlsOptions } from '../../sandbox/server.ts';
import { withHeaders } from '../../sandbox/message.ts';
import { drop, onTheWire } from '../../sandbox/faults/wire.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { makeCertificate } from '../doctor/certificate.ts';

const day = 24 * 60 * 60 * 1000;

interface Wish {
  readonly host?: string;
  /** The certificate lasts this many days more. */
  readonly days?: number;
  /** Whether its authority is among those that are trusted. */
  readonly trusted?: boolean;
  readonly tls?: TlsOptions;
  readonly behaviour?: Behaviour;
}

/** Serves TLS, and judges a clause there as a run does: authorities are given at a process's start. */
async function judged(clause: string, wish: Wish): Promise<VerdictRecord> {
  const { host = 'localhost', days = 90.5, trusted = true, tls = {}, behaviour = {} } = wish;
  const certificate = makeCertificate({
    host,
    notBefore: new Date(Date.now() - 30 * day),
    notAfter: new Date(Date.now() + days * day),
  });
  const authorities = join(temporaryFolder(), 'authorities.pem');
  writeFileSync(authorities, certificate.cert);
  const sandbox = await startSandbox({ tls: { ...certificate, ...tls }, behaviour });
  try {
    const env = {
      PATH: process.env.PATH,
      BASE_URL: sandbox.baseUrl,
      ACCOUNT_EMAIL: sandbox.accountEmail,
      ...(trusted && { NODE_EXTRA_CA_CERTS: authorities }),
    };
    const args = ['--import', 'tsx', 'selftest/tls/judge-clauses.ts', clause];
    const output = await new Promise<string>((settle, refuse) => {
      execFile(process.execPath, args, { cwd: projectRoot, env }, (error, stdout, stderr) => {
        if (error === null) settle(stdout);
        else refuse(new Error(stderr));
      });
    });
    const [record] = JSON.parse(output) as VerdictRecord[];
    if (record === undefined) throw new Error('nothing was judged');
    return record;
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

test('a certificate that ends within 14 days', async () => {
  const { verdict, message } = await judged('RP-SEC-11', { days: 5.5 });
  expect(message).toMatch(/expected a certificate that lasts 14 days more, got one that lasts 5 days \(until /);
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
  expect(message).toMatch(/expected Strict-Transport-Security, got none on 400/);
  expect(verdict).toBe('fail');
});

test('no answer to read Strict-Transport-Security from', async () => {
  const { verdict, message } = await judged('RP-SEC-04', {
    behaviour: onTheWire(({ body }) => body.toString() === '{}', drop),
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

function withoutPolicy(answer: Parameters<typeof withHeaders>[0]): ReturnType<typeof withHeaders> {
  return withHeaders(answer, { 'Strict-Transport-Security': undefined });
}
