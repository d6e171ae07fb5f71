import { expect, test } from '@playwright/test';
import { daysLeft, daysWanted, flawOf } from '../../harness/http/certificate.ts';
import { clockOffsetMs } from '../../harness/http/clock-offset.ts';

test('days left are whole ones, negative where the certificate has ended', () => {
  const now = Date.parse('2026-11-25T12:00:00Z');
  expect(daysLeft('2026-12-09T12:00:00Z', now)).toBe(14);
  expect(daysLeft('Dec  9 11:59:59 2026 GMT', now)).toBe(13);
  expect(daysLeft('2026-11-25T11:59:59Z', now)).toBe(-1);
});

test('a third of a short life is enough', () => {
  const of = (days: number): number =>
    daysWanted({ validFrom: '2026-01-01T00:00:00Z', validTo: new Date(Date.UTC(2026, 0, 1 + days)).toISOString() });
  expect([90, 42, 30, 6].map(of)).toEqual([14, 14, 10, 2]);
  expect(daysWanted({ validFrom: undefined, validTo: undefined })).toBe(14);
});

test('flaws are told apart by the codes of OpenSSL and of Node', () => {
  expect(
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'SELF_SIGNED_CERT_IN_CHAIN'].map(flawOf),
  ).toEqual(['another name', 'expired', 'not yet valid', 'unknown issuer']);
  expect(flawOf('CERT_REVOKED')).toBe('other');
});

test('the offset of a clock is above 0 where the target is ahead', () => {
  const ours = Date.parse('2026-11-25T12:00:00Z');
  expect(clockOffsetMs('Wed, 25 Nov 2026 12:01:30 GMT', ours)).toBe(90_000);
  expect(clockOffsetMs('yesterday', ours)).toBeUndefined();
  expect(clockOffsetMs(undefined, ours)).toBeUndefined();
});
