import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import type { Exchange } from '../../harness/model/exchange.ts';
import type { Header } from '../../harness/model/message.ts';
import { carriedSecrets } from '../../harness/secrets/learn.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';

const members = ['reset_token', 'auth_token'];

function exchange(parts: {
  hasEffect?: boolean;
  request?: Partial<Exchange['request']>;
  response?: Partial<NonNullable<Exchange['response']>>;
}): Exchange {
  return {
    hasEffect: parts.hasEffect ?? true,
    sentHead: 'POST /v1/reset/ HTTP/1.1\r\nHost: a1b2c3d4e5.api.example.com\r\nUser-Agent: client/1a2b3c4d5e\r\n\r\n',
    request: { method: 'POST', path: '/v1/reset/', headers: [], ...parts.request },
    response: { status: 200, reason: 'OK', headers: [], body: Buffer.alloc(0), ...parts.response },
  } as unknown as Exchange;
}

const answer = (body: string | Buffer, status = 200): Exchange =>
  exchange({ response: { status, body: Buffer.from(body) } });

function learnSecrets(seen: Exchange, registry: SecretRegistry): void {
  for (const [kind, value] of carriedSecrets(seen, registry.members)) registry.learn(kind, value);
}

/** What is learnt of exchanges, in order. */
function learnt(...seen: readonly Exchange[]): string[] {
  const made = new SecretRegistry(members);
  for (const each of seen) learnSecrets(each, made);
  return made.all.map(({ value }) => value);
}

const secret = 'SECRET-1234567890';

const percent = (text: string): string => Buffer.from(text).toString('hex').replace(/../g, '%$&');

const places: Readonly<Record<string, Exchange>> = {
  'a member of a response': answer(`{"reset_token":"${secret}"}`),
  'a nested member': answer(`{"data":[{"authToken":"${secret}"}]}`),
  'a stringified body': answer(JSON.stringify(`{"reset_token":"${secret}"}`)),
  'an unnamed token of a reset': answer(`{"value":"${secret}"}`),
  'a short name': answer(`{"data":{"t":"${secret}"}}`),
  'an unnamed token beside a named one': answer(`{"reset_token":"another-1a2b3c4d5e","next":"${secret}"}`),
  'an array': answer(`["${secret}"]`),
  'a bare string': answer(`"${secret}"`),
  'a name': answer(`{"${secret}":true}`),
  'a sentence': answer(`{"message":"Your code is ${secret}, use it soon"}`),
  'the path of a link': answer(`{"link":"https://a1b2c3d4e5.api.example.com/reset/${secret}/"}`),
  'the query of a link': answer(`{"link":"https://a1b2c3d4e5.api.example.com/reset/?code=1&t=${secret}"}`),
  'a body that is no JSON': answer(`reset_token=${secret}&x=1`),
  'plain text': answer(secret),
  XML: answer(`<?xml version="1.0"?><answer><t>${secret}</t></answer>`),
  'an attribute in HTML': answer(`<input type="hidden" name="t" value="${secret}">`),
  'JSON in an attribute in HTML': answer(`<div data-props="{&quot;token&quot;:&quot;${secret}&quot;}">`, 422),
  'gzip that no field declares': answer(gzipSync(`{"reset_token":"${secret}"}`)),
  'gzip, unnamed': answer(gzipSync(`{"value":"${secret}"}`)),
  'UTF-16': answer(Buffer.from(`\ufeff{"reset_token":"${secret}"}`, 'utf16le')),
  'JSON in base64': answer(`{"state":"${Buffer.from(`{"reset_token":"${secret}"}`).toString('base64')}"}`),
  'an error of the server': answer(`<pre>INSERT INTO resets VALUES (7, '${secret}')</pre>`, 500),
  'a cookie': exchange({ response: { headers: [['Set-Cookie', `sid=${secret}; Path=/`]] } }),
  'a quoted cookie': exchange({ response: { headers: [['Set-Cookie', `sid="${secret}"; Path=/`]] } }),
  'a header': exchange({ response: { headers: [['X-Reset-Token', secret]] } }),
  'a header without a name that says so': exchange({ response: { headers: [['X-Ref', secret]] } }),
  'a redirect': exchange({ response: { headers: [['Location', `/x?token=${secret}`]] } }),
  'the fragment of a redirect': exchange({ response: { status: 302, headers: [['Location', `/x#token=${secret}`]] } }),
  'the path of a redirect': exchange({ response: { status: 302, headers: [['Location', `/reset/${secret}/`]] } }),
  'a redirect, percent-encoded twice': exchange({
    response: { status: 302, headers: [['Location', `/x?next=${encodeURIComponent(percent(secret))}`]] },
  }),
  'JSON in a header': exchange({ response: { headers: [['X-State', `{"t":"${secret}"}`]] } }),
  'a reason phrase': exchange({ response: { reason: `Use ${secret}` } }),
  Authorization: exchange({ request: { headers: [['Authorization', `Token ${secret}`]] } }),
  'the query of a request': exchange({ request: { path: `/x?token=${secret}` } }),
  'the body of a request': exchange({ request: { body: Buffer.from(`{"password":"${secret}"}`) } }),
  'the answer to a request that carries a secret': exchange({
    hasEffect: false,
    request: { body: Buffer.from('{"password":"another-1a2b3c4d5e"}') },
    response: { body: Buffer.from(`{"key":"${secret}"}`) },
  }),
};

for (const [title, seen] of Object.entries(places)) {
  test(`a secret is learnt from ${title}`, () => {
    const made = new SecretRegistry(members);
    learnSecrets(seen, made);
    expect(made.redact(`it says ${secret}`)).not.toContain('1234567');
  });
}

const noSecrets: Readonly<Record<string, Exchange>> = {
  'what is wrong with a member': answer(
    '{"token":["This field is required.","required"],"password":{"error":"incorrect1"}}',
    422,
  ),
  'when one was issued': answer(
    '{"token_issued_at":1764000000,"tokenExpiresAt":"2026-11-24T04:00:03Z","sessionType":"kiosk-b2"}',
    422,
  ),
  'what became of one': answer('{"token":"validated","password":"not_accepted"}', 422),
  'a refused member of the documented name': answer('{"reset_token":"required"}', 422),
  'a form': answer(
    '<form action="/timp/organizations/reset-password/"><input type="password" name="password: required">',
    422,
  ),
  'a page in place of a reset': answer(
    '<html xmlns="http://www.w3.org/1999/xhtml"><form action="/timp/organizations/reset-password/">',
  ),
  'times, versions and numbers': answer(
    '{"at":"2026-11-24T04:00:03.123+01:00","version":"v1.2.3-beta4","count":12345678,"latitude":-33.8688197}',
  ),
  'media types and paths': answer('{"type":"application/vnd.api.v2+json","path":"/v1/organizations/reset-password/"}'),
  'our own host, path and agent': answer(
    '{"self":"https://a1b2c3d4e5.api.example.com/v1/reset/","agent":"client/1a2b3c4d5e"}',
  ),
  'what identifies an answer': exchange({
    response: {
      headers: [
        ['ETag', 'W/"5f3a2b1c9d8e7f6a"'],
        ['X-Request-Id', '550e8400-e29b-41d4-a716-446655440000'],
      ],
    },
  }),
  'a body that is drawn at random': {
    ...exchange({ request: { body: Buffer.from(`{"password":"${secret}"}`) } }),
    drawn: true,
  },
  'a refusal with an identifier': answer('{"detail":"no such address","incident":"5f3a2b1c9d8e7f6a"}', 422),
};

for (const [title, seen] of Object.entries(noSecrets)) {
  test(`no secret is learnt from ${title}`, () => {
    expect(learnt(seen)).toEqual([]);
  });
}

test('our own words are no secret where an answer repeats them', () => {
  const body = Buffer.from('{"email":"qa+x7k2m9p4@example.com"}');
  expect(learnt(exchange({ request: { body }, response: { body } }))).toEqual([]);
});

for (const token of [
  'MFRGGZDFMZTWQ2LK',
  'zkxotfqwnvblrycjdhsm',
  'ZkXoTfQwNvBlRyCjDhSm',
  '550e8400-e29b-41d4-a716-446655440000',
])
  test(`what no language writes is a secret under any name that says so: ${token}`, () => {
    expect(learnt(answer(JSON.stringify({ token }), 422))).toEqual([token]);
  });

test('150 cookies are 150 secrets', () => {
  const headers = Array.from({ length: 150 }, (_, index): Header => [
    'Set-Cookie',
    `c${index}=${index}x9Kq${index * 7919}Zt; HttpOnly`,
  ]);
  const made = new SecretRegistry(members);
  learnSecrets(exchange({ response: { headers } }), made);
  expect(made.all).toHaveLength(150);
  for (const [, value] of made.redactHeaders(headers)) expect(value).toMatch(/^c\d+=<cookie#\d+>; HttpOnly$/);
});

test('a token that is a number is a secret, in all its digits and in those that a parsed one keeps', () => {
  const made = new SecretRegistry(members);
  learnSecrets(answer('{"reset_token":377705280140740353}'), made);
  expect(made.redact('377705280140740353 or 377705280140740350')).toMatch(/^<reset_token#1> or <reset_token#2>$/);
});

test('a reason phrase of many digits is learnt in all of them', () => {
  const digits = '63303234303365346661653066373234626331653163326337646233623631623133383834376166';
  expect(learnt(exchange({ response: { reason: digits } }))).toEqual([digits]);
});

test('a token that is made of words is a secret under its documented name', () => {
  expect(learnt(answer('{"reset_token":"correct-horse-battery"}'))).toEqual(['correct-horse-battery']);
});

for (const [title, of, placeholder] of [
  ['a documented name', { 'Reset-Token': secret }, '<reset_token#1>'],
  ['a documented name in other letters', { resetToken: secret }, '<reset_token#1>'],
  ['the general word', { accessToken: secret }, '<token#1>'],
  ['no name', { t: secret }, '<reset_token#1>'],
] as const) {
  test(`a placeholder shows ${title}`, () => {
    const made = new SecretRegistry(members);
    learnSecrets(answer(JSON.stringify(of)), made);
    expect(made.redact(secret)).toBe(placeholder);
  });
}

test('without documented names, a token without a name is a token', () => {
  const made = new SecretRegistry();
  learnSecrets(answer(JSON.stringify({ t: secret })), made);
  expect(made.redact(secret)).toBe('<token#1>');
});

test('a documented name needs no word that says so', () => {
  const made = new SecretRegistry(['otp']);
  learnSecrets(exchange({ hasEffect: false, response: { body: Buffer.from(`{"otp":"${secret}"}`) } }), made);
  expect(made.redact(secret)).toBe('<otp#1>');
});

for (const [title, body] of Object.entries({
  'names secrets all over': 'token'.repeat(200_000),
  'begins a value again and again': 'token='.repeat(170_000),
  'is white space after a name': `token${' '.repeat(1_000_000)}`,
  'is one run of digits': 'QUJD'.repeat(250_000),
  'is escapes': '%41'.repeat(340_000),
})) {
  test(`a body of a mebibyte that ${title} is soon searched`, () => {
    test.setTimeout(60_000);
    const made = new SecretRegistry(members);
    learnSecrets(answer(body), made);
    made.redact(body);
    expect(made.all.length).toBeLessThan(2500);
  });
}
