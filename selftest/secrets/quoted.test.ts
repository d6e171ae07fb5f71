import { expect, test } from '@playwright/test';
import { accessRefusal } from '../../harness/http/access-refusal.ts';
import type { Response } from '../../harness/model/message.ts';
import { redactResponse } from '../../harness/secrets/redact-response.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';

/*
 * What quotes from an answer gets it with its secrets replaced, and cuts it then: nine characters of a secret are
 * recognised by nothing.
 */

const secret = 'q7VxN2bKf0TzRw9LmEh4';

test('a refusal of access is quoted without what a cut would leave of a secret', () => {
  const registry = new SecretRegistry();
  registry.configure('EXTRA_HEADER_1', secret);
  const response: Response = {
    status: 403,
    reason: `${'x'.repeat(51)}${secret}`,
    httpVersion: '1.1',
    headers: [
      ['Content-Type', 'text/html'],
      ['Server', `${'x'.repeat(111)}${secret}`],
      ['WWW-Authenticate', `Key ${secret}`],
    ],
    body: Buffer.from(`<title>Forbidden ${'x'.repeat(61)}${secret}</title>`),
    truncated: false,
    interim: [],
    unexpectedContent: 0,
  };
  const told = accessRefusal(redactResponse(response, registry), { extraHeaders: [] })?.says ?? '';
  expect(told).toContain('Key <extra_header_1>');
  expect(told).not.toContain(secret.slice(0, 6));
  // Without it, something of the secret would be left at each cut.
  expect(accessRefusal(response, { extraHeaders: [] })?.says.split(secret.slice(0, 6))).toHaveLength(5);
});
