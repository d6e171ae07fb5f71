import { expect, test } from '@playwright/test';
import { isExempt } from '../../harness/http/no-proxy.ts';

const cases: readonly [list: string, host: string, port: number, exempt: boolean][] = [
  ['', 'api.example.com', 443, false],
  ['*', 'api.example.com', 443, true],
  ['other.test, *', 'api.example.com', 443, true],
  ['api.example.com', 'api.example.com', 443, true],
  ['API.example.com.', 'api.example.com', 443, true],
  ['api.example.com', 'api.example.com.', 443, true],
  ['example.com', 'api.example.com', 443, true],
  ['.example.com', 'api.example.com', 443, true],
  ['*.example.com', 'api.example.com', 443, true],
  ['.example.com', 'example.com', 443, true],
  ['example.com', 'notexample.com', 443, false],
  ['example.com', 'example.com.evil.test', 443, false],
  ['a.test,example.com', 'example.com', 443, true],
  ['a.test example.com\tb.test', 'example.com', 443, true],
  ['example.com:443', 'example.com', 443, true],
  ['example.com:8443', 'example.com', 443, false],
  ['.example.com:443', 'api.example.com', 443, true],
  ['10.0.0.7', '10.0.0.7', 80, true],
  ['10.0.0.7', '10.0.0.70', 80, false],
  ['0.0.7', '10.0.0.7', 80, false],
  ['10.0.0.7:81', '10.0.0.7', 80, false],
  ['10.0.0.0/8', '10.200.3.4', 80, true],
  ['10.0.0.0/8', '11.0.0.1', 80, false],
  ['10.0.0.0/33', '10.0.0.1', 80, false],
  ['10.0.0.0/8', 'ten.example.com', 80, false],
  ['2001:db8::1', '2001:db8:0:0:0:0:0:1', 80, true],
  ['[2001:db8::1]:443', '2001:db8::1', 443, true],
  ['[2001:db8::1]:443', '2001:db8::1', 80, false],
  ['2001:db8::/32', '2001:db8:1::9', 80, true],
  ['.', 'example.com', 443, false],
  ['http://example.com', 'example.com', 443, false],
];

for (const [list, host, port, exempt] of cases) {
  test(`NO_PROXY=${JSON.stringify(list)} ${exempt ? 'exempts' : 'does not exempt'} ${host}:${port}`, () => {
    expect(isExempt({ host, port }, list)).toBe(exempt);
  });
}
