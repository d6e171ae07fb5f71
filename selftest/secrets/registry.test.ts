import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { register } from '../../contract/register.ts';
import { redactBytes } from '../../harness/secrets/redact-bytes.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';
import { canBeSearchedFor } from '../../harness/secrets/searchable.ts';

test('equal secrets have equal placeholders, others have others', () => {
  const made = new SecretRegistry();
  made.learn('reset_token', 'aaaaaaaaaaaa');
  made.learn('reset_token', 'bbbbbbbbbbbb');
  made.learn('reset_token', 'aaaaaaaaaaaa');
  expect(made.redact('aaaaaaaaaaaa bbbbbbbbbbbb aaaaaaaaaaaa')).toBe('<reset_token#1> <reset_token#2> <reset_token#1>');
});

test('a secret that holds another one is replaced as a whole, and each by itself', () => {
  const made = new SecretRegistry();
  made.learn('reset_token', 'x7Kq2mPz9w');
  made.learn('reset_token', 'before-x7Kq2mPz9w-after');
  expect(made.redact('before-x7Kq2mPz9w-after x7Kq2mPz9w')).toBe('<reset_token#2> <reset_token#1>');
});

test('secrets side by side are replaced one by one', () => {
  const made = new SecretRegistry();
  made.learn('reset_token', 'q7VxN2bKf0TzRw9L');
  made.learn('reset_token', 'mEh4Yc1JsUdG5oPa');
  expect(made.redact('q7VxN2bKf0TzRw9LmEh4Yc1JsUdG5oPa')).toBe('<reset_token#1><reset_token#2>');
});

test('what tokens have in common does not hide which one an excerpt is of', () => {
  const made = new SecretRegistry();
  const token = (end: string): string => `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.${end}`;
  for (const end of ['q7VxN2bKf0TzRw9LmEh4', 'Yc1JsUdG5oPaXn8Bv3Hr', 'Zk6WtQe0MiLfCu2Dy9Sj'])
    made.learn('token', token(end));
  expect(made.redact(token('Yc1JsUdG5oPaXn8Bv3Hr'))).toBe('<token#2>');
  expect(made.redact(token('Yc1JsUdG5oPaXn').slice(5))).toBe('<token#2>');
});

test('eleven characters of a secret are none', () => {
  const made = new SecretRegistry();
  made.learn('token', 'q7VxN2bKf0TzRw9L');
  expect(made.redact('7VxN2bKf0Tz')).toBe('7VxN2bKf0Tz');
  expect(made.redact('7VxN2bKf0TzR')).toBe('<token#1>');
});

test('a token that is the time is masked, and not searched for where times are written', () => {
  const made = new SecretRegistry();
  for (const value of ['1764000000', '1764000000123', '2026-11-24T04:00:03.123Z']) made.learn('reset_token', value);
  expect(made.redact('it was 1764000000123')).toBe('it was <reset_token#2>');
  expect(made.all.filter(({ secret }) => secret)).toEqual([]);
});

for (const value of ['secret', 'Password', 'a1', '12345678', '2026-11-24T04:00:03Z']) {
  test(`a configured secret that stands in any report is masked, and not searched for: ${value}`, () => {
    const made = new SecretRegistry();
    made.configure('ACCOUNT_PASSWORD', value);
    expect(canBeSearchedFor(value)).toBe(false);
    expect(made.redact(`{"p":"${value}"}`)).toBe('{"p":"<account_password>"}');
    expect(made.findIn(value)).toBeUndefined();
  });
}

test('a short configured secret is masked as text alone: in what base64 stands for, it stands by chance', () => {
  const made = new SecretRegistry();
  made.configure('ACCOUNT_PASSWORD', 'a"b');
  expect(made.redact('a"b and a\\"b and a%22b')).toBe(
    '<account_password> and <account_password> and <account_password>',
  );
  const encoded = Buffer.from('something a"b something').toString('base64');
  expect(made.redact(encoded)).toBe(encoded);
});

test('what is masked only is masked where it can be cut out, and leaves compressed content as it is', () => {
  const made = new SecretRegistry();
  made.configure('ACCOUNT_EMAIL', 'account@example.com', false);
  const body = '{"email":"account@example.com"}';
  expect(made.redact(encodeURIComponent(body))).toBe(
    encodeURIComponent(body).replace('account%40example.com', '<account_email>'),
  );
  expect(made.redact(Buffer.from(body).toString('base64'))).toContain('<account_email>');
  expect(redactBytes(gzipSync(body), made)).toEqual(gzipSync(body));
});

/** What reports are made of. */
const ordinary = [
  ...register.flatMap(({ id, promise, accept, source }) => [`${id} ${promise}`, accept.words, source]),
  'Content-Type: application/json; charset=utf-8',
  'Strict-Transport-Security: max-age=31536000; includeSubDomains',
  'POST /timp/organizations/complete-password/?reset_token=<reset_token#2> HTTP/1.1',
  "curl -i --http1.1 --path-as-is -X POST -H 'Accept: */*' -H 'User-Agent: timp-conformance/0.1'",
  'exchange-12-request-body.bin',
  'the connection is closed before any byte of a response',
  'https://a1b2c3d4.api.example.com/prod account@example.com 2026-11-24T04:00:03.123Z 1764000000123',
];

/** Secrets that have much in common with what reports are made of. */
const likely = [
  'timp-conformance-Pass-1x',
  'application/json-q7Vx',
  'correct-horse-battery-9Kq2',
  'reset_token#2-of-account-7Kq2',
  '1764000000123-q7VxN2bK',
  '2026-11-24T04:00:03.123Z/q7VxN2bK',
  'https://a1b2c3d4.api.example.com/prod/reset/q7VxN2bK',
  'account@example.com:q7VxN2bK',
  'nothing before any byte of a response q7VxN2bK',
];

test('ordinary text is not taken for an excerpt of a secret that has much in common with it', () => {
  const made = new SecretRegistry(['reset_token']);
  made.configureKnown('https://a1b2c3d4.api.example.com/prod');
  made.configure('ACCOUNT_EMAIL', 'account@example.com', false);
  for (const value of likely) made.learn('reset_token', value);
  for (const text of ordinary) {
    expect(made.findIn(text)).toBeUndefined();
    expect(made.redact(text)).toBe(text.replace('account@example.com', '<account_email>'));
  }
  for (const [index, value] of likely.entries()) expect(made.redact(value)).toBe(`<reset_token#${index + 1}>`);
});

test('a part of what reports hold anyway is learnt as no secret', () => {
  const made = new SecretRegistry();
  made.configureKnown('https://a1b2c3d4.api.example.com/prod');
  made.learn('token', 'a1b2c3d4.api.example.com');
  expect(made.all).toEqual([]);
});

test('header fields are shown without secrets in their values and names, and without the value of any cookie', () => {
  const made = new SecretRegistry();
  made.learn('token', 'q7VxN2bKf0TzRw9L');
  expect(
    made.redactHeaders([
      ['X-q7VxN2bKf0TzRw9L', 'a q7VxN2bKf0TzRw9L'],
      ['Set-Cookie', 'theme=dark; Path=/'],
      ['Set-Cookie', 'theme=dark; Path=/q7VxN2bKf0TzRw9L'],
      ['set-cookie', 'sid=q7VxN2bKf0TzRw9L; Path=/'],
    ]),
  ).toEqual([
    ['X-<token#1>', 'a <token#1>'],
    ['Set-Cookie', 'theme=<cookie>; Path=/'],
    ['Set-Cookie', 'theme=<cookie>; Path=/<token#1>'],
    ['set-cookie', 'sid=<token#1>; Path=/'],
  ]);
});
