import { expect } from '@playwright/test';
import { startSandbox } from '../../sandbox/start.ts';
import type { TlsOptions } from '../../sandbox/server.ts';
import { makeCertificate } from '../doctor/certificate.ts';
import type { Case } from './case.ts';
import type { TestTarget } from './servers.ts';

const dayMs = 24 * 60 * 60 * 1000;

interface Wish {
  readonly host?: string;
  /** Begin and end of the certificate's validity, in days from now. */
  readonly days?: readonly [from: number, to: number];
  readonly tls?: TlsOptions;
}

/** The API over TLS, under a certificate that it has signed itself. */
function over({ host = 'localhost', days: [from, to] = [-30, 90], tls = {} }: Wish): () => Promise<TestTarget> {
  const at = (days: number): Date => new Date(Date.now() + days * dayMs);
  return () => startSandbox({ tls: { ...makeCertificate({ host, notBefore: at(from), notAfter: at(to) }), ...tls } });
}

const clauses = ['--grep', 'RP-OK-01|RP-SEC-11|RP-405-01|RP-ERR-05'];

function isTheTargets(title: string, wish: Wish, says: RegExp): Case {
  return {
    title,
    target: over(wish),
    clauses,
    verdict: 'nonconformant',
    says,
    result: ({ clauses: judged, requests }) => {
      expect(Object.fromEntries(judged.map(({ id, verdict, blame }) => [id, `${verdict} ${blame ?? ''}`]))).toEqual({
        'RP-OK-01': 'fail ',
        'RP-SEC-11': 'fail ',
        'RP-405-01': 'inconclusive target',
        'RP-ERR-05': 'inconclusive target',
      });
      // Connections that preflight could not open, and nothing after them.
      expect(requests).toBeLessThanOrEqual(2);
    },
  };
}

/** The API behind a TLS handshake that fails by what the target shows: its own fault, which no client gets round. */
export const tlsFaults: readonly Case[] = [
  isTheTargets(
    'a certificate that is expired',
    { days: [-30, -2] },
    /RP-OK-01.*\n.*TLS handshake\n.*\n.*actual .*certificate of the target is expired since \d{4}-\d\d-\d\d/,
  ),
  isTheTargets('a certificate that is not valid yet', { days: [2, 30] }, /is not valid before \d{4}-\d\d-\d\d/),
  isTheTargets('a certificate for another name', { host: 'a.example' }, /is not for localhost/),
  isTheTargets(
    'nothing later than TLS 1.1',
    { tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } },
    /speaks TLSv1\.1 at best, which clients refuse/,
  ),
  {
    title: 'a certificate of an issuer that this machine does not know',
    target: over({}),
    clauses,
    verdict: 'inconclusive',
    says: /can't verify the certificate .*CA_FILE/,
    result: ({ clauses: judged }) => {
      expect(Object.fromEntries(judged.map(({ id, verdict, blame }) => [id, `${verdict} ${blame ?? ''}`]))).toEqual({
        'RP-OK-01': 'inconclusive network',
        'RP-SEC-11': 'fail ',
        'RP-405-01': 'inconclusive network',
        'RP-ERR-05': 'inconclusive network',
      });
    },
  },
];
