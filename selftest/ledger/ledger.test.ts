import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type KeptToken, Ledger } from '../../harness/ledger/ledger.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const key = 'a passphrase for the test';
const target = { baseUrl: 'https://api.example.com', accountEmail: 'kiosk@example.com' };
const issued = Date.parse('2026-03-01T12:00:00Z');
const hour = 3_600_000;
const token: KeptToken = {
  ...target,
  value: 'Zk3vQ9pLm2xW7tRb5yHn',
  issuedAt: new Date(issued).toISOString(),
  validated: true,
  maybeVoid: false,
};

const newFile = (): string => join(temporaryFolder(), 'tokens.ledger');

/** A file with a kept token. */
function kept(): string {
  const file = newFile();
  expect(new Ledger(file, key).keep(token)).toBeUndefined();
  return file;
}

const problemOf = (file: string, passphrase = key, now = issued + hour, of = target): unknown =>
  new Ledger(file, passphrase).read(of, now);

test.describe('A ledger', () => {
  test('gives back the token that it was given', () => {
    expect(new Ledger(kept(), key).read(target, issued + hour)).toEqual({ token });
  });

  test('shows nothing of what it keeps, is its owner’s alone, and leaves nothing beside it', () => {
    const file = kept();
    const text = readFileSync(file, 'utf8');
    for (const secret of [token.value, token.accountEmail, key]) expect(text).not.toContain(secret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, '..'))).toEqual(['tokens.ledger']);
  });

  test('has another salt and nonce each time', () => {
    const file = kept();
    const first = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    new Ledger(file, key).keep(token);
    const second = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    for (const field of ['salt', 'nonce', 'data']) expect(second[field]).not.toBe(first[field]);
  });

  test('replaces a file that others may read by one that they may not', () => {
    const file = newFile();
    writeFileSync(file, 'old', { mode: 0o644 });
    new Ledger(file, key).keep(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('holds nothing where there is no file, and after it forgot', () => {
    const file = kept();
    expect(new Ledger(file, key).forget()).toBeUndefined();
    expect(new Ledger(file, key).read(target, issued)).toBeUndefined();
  });

  test('says that the key is another one', () => {
    expect(problemOf(kept(), 'another passphrase')).toEqual({
      problem: expect.stringContaining('LEDGER_KEY'),
    });
  });

  for (const field of ['salt', 'nonce', 'tag', 'data', 'format', 'version']) {
    test(`says that it is damaged where its ${field} was altered`, () => {
      const file = kept();
      const sealed = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      const before = String(sealed[field]);
      sealed[field] = (before.startsWith('A') ? 'B' : 'A') + before.slice(1);
      writeFileSync(file, JSON.stringify(sealed));
      expect(problemOf(file)).toEqual({ problem: expect.stringContaining('damaged') });
    });
  }

  for (const [what, text] of Object.entries({
    'an empty file': '',
    'half a file': '{"format":"conformance-ledger","version":1,"sa',
    null: 'null',
    'a file of something else': '{"a":1}',
    'a tag that is too short':
      '{"format":"conformance-ledger","version":1,"salt":"","nonce":"","tag":"AA==","data":""}',
  })) {
    test(`says that ${what} is damaged`, () => {
      const file = newFile();
      writeFileSync(file, text);
      expect(problemOf(file)).toEqual({ problem: expect.stringContaining('damaged') });
    });
  }

  test('says that its token is of another target or account', () => {
    const foreign = { problem: expect.stringContaining('another target or account') };
    expect(problemOf(kept(), key, issued + hour, { ...target, baseUrl: 'https://other.example.com' })).toEqual(foreign);
    expect(problemOf(kept(), key, issued + hour, { ...target, accountEmail: 'b@example.com' })).toEqual(foreign);
  });

  test('says that its token is stale after seven days', () => {
    expect(problemOf(kept(), key, issued + 7 * 24 * hour)).toEqual({ token });
    expect(problemOf(kept(), key, issued + 7 * 24 * hour + 1)).toEqual({
      problem: expect.stringContaining('stale'),
    });
  });

  test('says that its token is from the future', () => {
    expect(problemOf(kept(), key, issued - 1)).toEqual({ problem: expect.stringContaining('clocks') });
  });

  test('says where it can’t be written', () => {
    const missing = join(newFile(), '..', 'none', 'tokens.ledger');
    expect(new Ledger(missing, key).keep(token)).toContain("can't be written (ENOENT)");
  });

  test('says that a folder in its place can’t be read', () => {
    expect(problemOf(temporaryFolder())).toEqual({
      problem: expect.stringContaining("can't be read (EISDIR)"),
    });
  });
});
