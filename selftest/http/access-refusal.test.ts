import { expect, test } from '@playwright/test';
import { accessRefusal } from '../../harness/http/access-refusal.ts';
import type { Response } from '../../harness/model/message.ts';

function page(status: number, title: string): Response {
  return {
    status,
    reason: '',
    httpVersion: '1.1',
    headers: [['Content-Type', 'text/html']],
    body: Buffer.from(`<html><head><title>${title}</title></head></html>`),
    truncated: false,
    interim: [],
    unexpectedContent: 0,
  };
}

/** Pages of nginx 1.22, by what they mean. */
const refusals = [
  { title: '400 No required SSL certificate was sent', remedy: /^a client certificate is wanted: / },
  { title: '400 The SSL certificate error', remedy: /^the client certificate is refused: / },
  { title: '400 The plain HTTP request was sent to HTTPS port', remedy: /write https:/ },
  { title: '403 Forbidden', remedy: /let this machine through/ },
];

for (const { title, remedy } of refusals) {
  test(`the page "${title}" refuses access`, () => {
    const refusal = accessRefusal(page(Number(title.slice(0, 3)), title), { extraHeaders: [] });
    expect(refusal?.remedy).toMatch(remedy);
    expect(refusal?.says).toContain(title);
  });
}

for (const title of ['400 Bad Request', '404 Not Found', '500 Internal Server Error', 'Welcome'])
  test(`the page "${title}" does not`, () => {
    expect(accessRefusal(page(400, title), { extraHeaders: [] })).toBeUndefined();
  });

test('401 to credentials of ours is told from 401 to none', () => {
  const remedyWith = (extraHeaders: readonly (readonly [string, string])[]): string =>
    accessRefusal(page(401, ''), { extraHeaders })?.remedy ?? '';
  expect(remedyWith([])).toMatch(/^a gateway wants credentials: give them/);
  expect(remedyWith([['Authorization', 'Basic eDp5']])).toMatch(/^a gateway refuses what EXTRA_HEADERS/);
});
