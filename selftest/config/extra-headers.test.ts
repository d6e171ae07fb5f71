import { expect, test } from '@playwright/test';
import { extraHeadersFrom } from '../../harness/config/extra-headers.ts';
import { withExtraHeaders } from '../../harness/model/message.ts';
import { fileWith } from './helpers.ts';

const key = 'S3cret-of-the-gateway';

const accepted: readonly { title: string; text: string; headers: readonly (readonly [string, string])[] }[] = [
  {
    title: 'a JSON object',
    text: `{"X-Api-Key": "${key}", "X-B": "b"}`,
    headers: [
      ['X-Api-Key', key],
      ['X-B', 'b'],
    ],
  },
  {
    title: 'lines',
    text: `X-Api-Key: ${key}\r\n\n  X-B:b  \n`.replace('  X-B', 'X-B'),
    headers: [
      ['X-Api-Key', key],
      ['X-B', 'b'],
    ],
  },
  { title: 'a value with a colon', text: `Authorization: Basic a:b=`, headers: [['Authorization', 'Basic a:b=']] },
];

for (const { title, text, headers } of accepted) {
  test(`extra headers are read from ${title}, in the setting and in a file`, () => {
    expect(extraHeadersFrom({ EXTRA_HEADERS: text })).toEqual({ headers });
    expect(extraHeadersFrom({ EXTRA_HEADERS_FILE: fileWith(text, 'headers') })).toEqual({ headers });
  });
}

const refused: readonly { title: string; text: string; says: RegExp }[] = [
  { title: 'broken JSON', text: `{"X-Api-Key": "${key}"`, says: /is no JSON object: give one such as/ },
  { title: 'a value that is no string', text: '{"X-A": 1}', says: /the value of X-A is no string/ },
  { title: 'a line without a colon', text: `X-A: 1\n${key}`, says: /line 2 is no header field: write Name: value/ },
  { title: 'a value before a colon', text: `${key} x: 1`, says: /one of them is no name of a header field/ },
  { title: 'a line break in a value', text: `{"X-A": "a\\nX-B: ${key}"}`, says: /the value of X-A holds a character/ },
  { title: 'an empty value', text: 'X-A:', says: /the value of X-A is empty/ },
  { title: 'a name twice', text: 'X-A: 1\nx-a: 2', says: /x-a stands twice/ },
  ...['Host', 'content-length', 'Transfer-Encoding', 'CONNECTION'].map((name) => ({
    title: name,
    text: `${name}: ${key}`,
    says: new RegExp(`${name} can't be set`),
  })),
];

for (const { title, text, says } of refused) {
  test(`extra headers are refused for ${title}, in one line without a value`, () => {
    const read = extraHeadersFrom({ EXTRA_HEADERS: text });
    expect(read).toEqual({ problems: [expect.stringMatching(says)] });
    expect(JSON.stringify(read)).not.toContain(key);
  });
}

test('extra headers come from one place, which can be read', () => {
  expect(extraHeadersFrom({ EXTRA_HEADERS: 'X-A: 1', EXTRA_HEADERS_FILE: 'x' })).toEqual({
    problems: [expect.stringMatching(/both set: keep one/)],
  });
  expect(extraHeadersFrom({ EXTRA_HEADERS_FILE: '/no/such/file' })).toEqual({
    problems: [`EXTRA_HEADERS_FILE="/no/such/file" can't be read (ENOENT): check the path.`],
  });
});

test('what a request sets itself outweighs an extra header, unless it sets it empty', () => {
  const extra = [
    ['authorization', 'Basic gateway'],
    ['X-Api-Key', key],
  ] as const;
  expect(withExtraHeaders([['Authorization', 'Token mine']], extra)).toEqual([
    ['Authorization', 'Token mine'],
    ['X-Api-Key', key],
  ]);
  expect(
    withExtraHeaders(
      [
        ['Authorization', ''],
        ['X-Api-Key', 'own'],
      ],
      extra,
    ),
  ).toEqual([
    ['X-Api-Key', 'own'],
    ['authorization', 'Basic gateway'],
  ]);
});
