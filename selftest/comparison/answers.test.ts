import { expect, test } from '@playwright/test';
import { bodyShape } from '../../harness/judge/body-shape.ts';
import type { Exchange } from '../../harness/model/exchange.ts';
import type { Header } from '../../harness/model/message.ts';
import { Answers } from '../../harness/report/answers.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';

/** What is kept of an answer, so that a later run can be compared with it. */

const secret = 'Tok3nTok3nTok3nTok3n';

function exchange(name: string, more: { headers?: readonly Header[]; body?: string; truncated?: true } = {}): Exchange {
  const { headers = [], body = '', truncated = false } = more;
  return {
    id: 1,
    name,
    hasEffect: false,
    protocolLevel: false,
    auxiliary: false,
    request: { method: 'GET', path: '/', headers: [] },
    sentHead: '',
    response: {
      status: 200,
      reason: 'OK',
      httpVersion: '1.1',
      headers,
      body: Buffer.from(body),
      truncated,
      interim: [],
      unexpectedContent: 0,
    },
    interim: [],
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    earlier: [],
  };
}

function outlined(each: Exchange, input = each.name) {
  const secrets = new SecretRegistry(['reset_token']);
  for (const value of ['An0therS3cretValue', secret]) secrets.learn('reset_token', value);
  const answers = new Answers([each], secrets);
  const finding = { input, verdict: 'pass', expected: '', actual: '', exchange: each.id } as const;
  const places = [answers.placeOf(finding), answers.placeOf(finding)];
  return { places, all: answers.all };
}

test('names of header fields once and in order, no value', () => {
  const headers: Header[] = [
    ['Set-Cookie', 'a=1'],
    ['set-cookie', 'b=2'],
    ['Content-Type', 'Application/JSON; charset=utf-8'],
  ];
  expect(outlined(exchange('GET', { headers, body: '{"id":7}' }))).toEqual({
    places: [0, 0],
    all: [
      { status: 200, mediaType: 'application/json', headers: ['content-type', 'set-cookie'], body: '{id: number}' },
    ],
  });
});

test('a secret is none of the names, and its placeholder is the same in each run', () => {
  const { all } = outlined(exchange('GET', { headers: [[`X-${secret}`, 'x']], body: `{"${secret}":{"a":null}}` }));
  expect(all).toEqual([{ status: 200, headers: ['x-<reset_token>'], body: '{<reset_token>: {a: null}}' }]);
});

test('the shape of a body that was cut is not told', () => {
  expect(outlined(exchange('GET', { body: '{"a":1}', truncated: true })).all).toEqual([{ status: 200, headers: [] }]);
});

test('an input that is no single request has none', () => {
  expect(outlined(exchange('generated 7'), 'generated input')).toEqual({ places: [undefined, undefined], all: [] });
});

test('what came instead of an answer is told', () => {
  const { response, ...silent } = exchange('GET');
  expect(response).toBeDefined();
  expect(outlined({ ...silent, trouble: { kind: 'closed', message: 'the connection is closed' } }).all).toEqual([
    { headers: [], trouble: 'closed' },
  ]);
});

const uuid = '0b5c8f4e-7c1d-4f0e-9a53-4f2f7b1c9d11';
const shapes: Readonly<Record<string, string>> = {
  '': 'no body',
  '<html>': 'no JSON',
  '"text"': 'string',
  null: 'null',
  '[]': '[]',
  '[1,"a",2]': '[number or string]',
  '{"b":true,"a":[{"c":1}]}': '{a: [{c: number}], b: boolean}',
  [`{"${uuid}":{"x":1},"17":{"x":2}}`]: '{<id>: {x: number}}',
  [`${'['.repeat(5000)}${']'.repeat(5000)}`]: `${'['.repeat(8)}…${']'.repeat(8)}`,
};

for (const [body, shape] of Object.entries(shapes)) {
  test(`the shape of ${body.slice(0, 40) || 'nothing'} is ${shape}`, () => {
    expect(bodyShape(Buffer.from(body))).toBe(shape);
  });
}

test('an object of very many members has a bounded shape', () => {
  const members = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`m${index}`, index]));
  expect(bodyShape(Buffer.from(JSON.stringify(members)))).toMatch(/^\{m0: number, .{300,1000}, …\}$/);
});
