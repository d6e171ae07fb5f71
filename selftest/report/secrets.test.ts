import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import type { Exchange } from '../../harness/model/exchange.ts';
import { learnSecrets } from '../../harness/secrets/learn.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';
import { findLeaks, withdraw } from '../../harness/secrets/scan.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const value = 'pa"ss&<wörd>\'/+=1';
const begin = new Date(Date.now() - 60_000);

function registry(): SecretRegistry {
  const made = new SecretRegistry();
  made.configure('ACCOUNT_PASSWORD', value);
  return made;
}

/** A zip archive with one deflated entry, without its central directory. */
function zip(content: string): Buffer {
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(1, 26);
  return Buffer.concat([header, Buffer.from('a'), deflateRawSync(content)]);
}

const base64At = (lead: number): string =>
  Buffer.concat([Buffer.alloc(lead, 'x'), Buffer.from(value), Buffer.from('tail')]).toString('base64');

const forms: Readonly<Record<string, string | Buffer>> = {
  'as it is': `a ${value} b`,
  'URL-escaped': encodeURIComponent(value),
  'JSON-escaped': JSON.stringify({ value }),
  'JSON in JSON': JSON.stringify(JSON.stringify({ value })),
  'HTML-escaped': value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;'),
  'URL-escaped in lower case': encodeURIComponent(value).replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
  'with every octet percent-encoded': Buffer.from(value).toString('hex').replace(/../g, '%$&'),
  'with every octet percent-encoded in upper case': Buffer.from(value)
    .toString('hex')
    .toUpperCase()
    .replace(/../g, '%$&'),
  'as a form writes it': new URLSearchParams({ value }).toString(),
  'JSON-escaped with its slashes': JSON.stringify({ value }).replaceAll('/', '\\/'),
  'HTML-escaped in numbers': value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
  'HTML-escaped in hexadecimal': value.replace(
    /[&<>"']/g,
    (character) => `&#x${character.charCodeAt(0).toString(16)};`,
  ),
  'in base64': base64At(0),
  'in base64, one byte on': base64At(1),
  'in base64, two bytes on': base64At(2),
  'in base64url': base64At(1).replaceAll('+', '-').replaceAll('/', '_'),
  'in hexadecimal': Buffer.from(value).toString('hex'),
  'in upper-case hexadecimal': Buffer.from(value).toString('hex').toUpperCase(),
  'in a gzip file': gzipSync(`a ${value}`),
  'in a zip archive': zip(`a ${value}`),
};

for (const [title, content] of Object.entries(forms)) {
  test(`a secret ${title} is found and its file withdrawn`, () => {
    const folder = temporaryFolder();
    const name = title.includes('gzip') ? 'planted.gz' : 'planted';
    writeFileSync(join(folder, name), content);
    writeFileSync(join(folder, 'clean'), 'nothing to see');
    const { searched, leaks } = findLeaks(folder, registry().all, begin);
    expect(searched).toBe(2);
    expect(leaks).toEqual([{ file: join(folder, name), placeholder: '<account_password>' }]);
    withdraw(leaks);
    expect(readdirSync(folder)).toEqual(['clean']);
  });
}

test('an archive that is damaged is searched as it is', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'broken.gz'), Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from(value)]));
  writeFileSync(join(folder, 'broken.zip'), Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(40, 8)]));
  const { searched, leaks } = findLeaks(folder, registry().all, begin);
  expect(searched).toBe(2);
  expect(leaks.map(({ file }) => file)).toEqual([join(folder, 'broken.gz')]);
});

test('files of earlier runs are not searched', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'old'), value);
  utimesSync(join(folder, 'old'), new Date(0), new Date(0));
  expect(findLeaks(folder, registry().all, begin)).toEqual({ searched: 0, leaks: [] });
});

function exchange(parts: {
  request?: Partial<Exchange['request']>;
  response?: Partial<NonNullable<Exchange['response']>>;
}): Exchange {
  return {
    hasEffect: true,
    request: { method: 'POST', path: '/', headers: [], ...parts.request },
    response: { status: 200, headers: [], body: Buffer.alloc(0), ...parts.response },
  } as unknown as Exchange;
}

const learnt: Readonly<Record<string, Exchange>> = {
  'a member of a response': exchange({ response: { body: Buffer.from('{"reset_token":"SECRET-1234567"}') } }),
  'a nested member': exchange({ response: { body: Buffer.from('{"data":[{"authToken":"SECRET-1234567"}]}') } }),
  'a stringified body': exchange({
    response: { body: Buffer.from(JSON.stringify('{"reset_token":"SECRET-1234567"}')) },
  }),
  'an unnamed token of a reset': exchange({ response: { body: Buffer.from('{"value":"SECRET-1234567890"}') } }),
  'a body that is no JSON': exchange({ response: { body: Buffer.from('reset_token=SECRET-1234567&x=1') } }),
  'a cookie': exchange({ response: { headers: [['Set-Cookie', 'sid=SECRET-1234567; Path=/']] } }),
  'a header': exchange({ response: { headers: [['X-Reset-Token', 'SECRET-1234567']] } }),
  'a redirect': exchange({ response: { headers: [['Location', '/x?token=SECRET-1234567']] } }),
  Authorization: exchange({ request: { headers: [['Authorization', 'Token SECRET-1234567']] } }),
  'the query of a request': exchange({ request: { path: '/x?token=SECRET-1234567' } }),
  'the body of a request': exchange({ request: { body: Buffer.from('{"password":"SECRET-1234567"}') } }),
};

const spokenOf: Readonly<Record<string, string>> = {
  'what is wrong with a member': '{"token":["This field is required.","required"],"password":{"error":"incorrect1"}}',
  'when one was issued':
    '{"token_issued_at":1764000000,"tokenExpiresAt":"2026-11-24T04:00:03Z","sessionType":"kiosk-b2"}',
  'what became of one': '{"token":"validated","password":"not_accepted"}',
  'a refused member of the documented name': '{"reset_token":"required"}',
  'a form': '<form action="/timp/organizations/reset-password/"><input type="password" name="password: required">',
};

for (const [title, body] of Object.entries(spokenOf)) {
  test(`what a refusal says about secrets is none: ${title}`, () => {
    const made = new SecretRegistry();
    learnSecrets(exchange({ response: { status: 422, body: Buffer.from(body) } }), made);
    expect(made.all.map(({ value: each }) => each)).toEqual([]);
  });
}

for (const secret of [
  'MFRGGZDFMZTWQ2LK',
  'zkxotfqwnvblrycjdhsm',
  'ZkXoTfQwNvBlRyCjDhSm',
  '550e8400-e29b-41d4-a716-446655440000',
])
  test(`what no language writes is a secret under any name that says so: ${secret}`, () => {
    const made = new SecretRegistry();
    learnSecrets(exchange({ response: { status: 422, body: Buffer.from(JSON.stringify({ token: secret })) } }), made);
    expect(made.all.map(({ value: each }) => each)).toEqual([secret]);
  });

test('a reset token that is made of words is a secret all the same', () => {
  const made = new SecretRegistry();
  learnSecrets(exchange({ response: { body: Buffer.from('{"reset_token":"correct-horse-battery"}') } }), made);
  expect(made.redact('correct-horse-battery')).toBe('<reset_token#1>');
});

test('a token that is the time is masked, and not searched for where times are written', () => {
  const made = new SecretRegistry();
  for (const value of ['1764000000', '1764000000123', '2026-11-24T04:00:03.123Z']) made.learn('reset_token', value);
  expect(made.redact('it was 1764000000123')).toBe('it was <reset_token#2>');
  expect(made.all.filter(({ secret }) => secret)).toEqual([]);
});

test('a page in place of a reset has no secret in its links', () => {
  const made = new SecretRegistry();
  const page = '<html xmlns="http://www.w3.org/1999/xhtml"><form action="/timp/organizations/reset-password/">';
  learnSecrets(exchange({ response: { body: Buffer.from(page) } }), made);
  expect(made.all.map(({ value: each }) => each)).toEqual([]);
});

test('a token that is a number is a secret, in all its digits and in those that a parsed one keeps', () => {
  const made = new SecretRegistry();
  learnSecrets(exchange({ response: { body: Buffer.from('{"reset_token":377705280140740353}') } }), made);
  expect(made.redact('377705280140740353 or 377705280140740350')).toMatch(/^<reset_token#1> or <reset_token#2>$/);
});

test('a body of a mebibyte that names secrets all over is soon searched', () => {
  const made = new SecretRegistry();
  learnSecrets(exchange({ response: { body: Buffer.from('token'.repeat(200_000)) } }), made);
  expect(made.all.length).toBeLessThan(10);
});

for (const [title, seen] of Object.entries(learnt)) {
  test(`a secret is learnt from ${title}`, () => {
    const made = new SecretRegistry();
    learnSecrets(seen, made);
    expect(made.redact('it says SECRET-1234567890')).not.toContain('SECRET-1234567');
  });
}

test('equal secrets have equal placeholders, others have others', () => {
  const made = new SecretRegistry();
  made.learn('reset_token', 'aaaaaaaaaaaa');
  made.learn('reset_token', 'bbbbbbbbbbbb');
  made.learn('reset_token', 'aaaaaaaaaaaa');
  expect(made.redact('aaaaaaaaaaaa bbbbbbbbbbbb aaaaaaaaaaaa')).toBe('<reset_token#1> <reset_token#2> <reset_token#1>');
});
