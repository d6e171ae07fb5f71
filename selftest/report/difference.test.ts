import { expect, test } from '@playwright/test';
import type { Exchange } from '../../harness/model/exchange.ts';
import { differences } from '../../harness/report/difference.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';
import type { Request } from '../../harness/model/message.ts';

const good: Request = {
  method: 'POST',
  path: '/call/',
  headers: [
    ['Accept', '*/*'],
    ['Content-Type', 'application/json'],
  ],
  body: Buffer.from('{"email":"account@example.com"}'),
};

const requests: Readonly<Record<string, { request: Request; lines: string[] }>> = {
  'nothing differs': { request: { ...good, headers: [...good.headers, ['User-Agent', 'x']] }, lines: [] },
  'another body': {
    request: { ...good, body: Buffer.from('{}') },
    lines: ['body: {} instead of {"email":"<account_email>"}'],
  },
  'no body': {
    request: { method: 'POST', path: '/call/', headers: good.headers },
    lines: ['body: absent instead of {"email":"<account_email>"}'],
  },
  'a field less, one empty': {
    request: { ...good, headers: [['Accept', '']] },
    lines: ['accept: empty instead of */*', 'content-type: absent instead of application/json'],
  },
  'another verb and path': {
    request: { ...good, method: 'PUT', path: '/other/' },
    lines: ['method: PUT instead of POST', 'path: /other/ instead of /call/'],
  },
  'another framing and a raw line': {
    request: { ...good, framing: 'chunked', rawLines: ['X : account@example.com'] },
    lines: ['framing: chunked instead of length', 'one more header line: X : <account_email>'],
  },
};

for (const [title, { request, lines }] of Object.entries(requests)) {
  test(`the difference from the good request: ${title}`, () => {
    const registry = new SecretRegistry();
    registry.configure('ACCOUNT_EMAIL', 'account@example.com', false);
    expect(differences({ request } as Exchange, { request: good } as Exchange, registry)).toEqual(lines);
  });
}
