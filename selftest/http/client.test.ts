import { expect, test } from '@playwright/test';
import { Budget } from '../../harness/client/budget.ts';
import { Client } from '../../harness/client/client.ts';
import { Connections } from '../../harness/client/connections.ts';
import { Recording } from '../../harness/client/recording.ts';
import type { DialOptions } from '../../harness/model/dial-options.ts';
import { type Exchange, stimulus, type Traits } from '../../harness/model/exchange.ts';
import { Inconclusive } from '../../harness/model/outcome.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';
import { targetFrom } from '../in-process.ts';
import { startProxy } from './proxy.ts';
import { startScriptedServer } from './scripted-server.ts';

interface Sent {
  readonly exchange: Exchange | undefined;
  readonly error: unknown;
  readonly recording: Recording;
}

/** Sends one harmless request by a client of its own. */
async function send(baseUrl: string, dial?: DialOptions, traits: Traits = {}): Promise<Sent> {
  const target = {
    ...targetFrom({ BASE_URL: baseUrl, ACCOUNT_EMAIL: 'account@example.com', REQUEST_TIMEOUT_MS: '1000' }),
    ...(dial === undefined ? {} : { dial }),
  };
  const recording = new Recording(new SecretRegistry());
  const client = new Client({
    target,
    budget: new Budget({ endsAt: Date.now() + 60_000, requestsPerSecond: Infinity, maxEffects: Infinity }, 0),
    recording,
    connections: new Connections(target),
    userAgent: 'self-test',
    blameIfAway: () => Promise.resolve(undefined),
  });
  const get = stimulus('one request', () => ({ method: 'GET', path: '/', headers: [] }), traits);
  try {
    return { exchange: await client.send(get), error: undefined, recording };
  } catch (error) {
    return { exchange: undefined, error, recording };
  }
}

test('what was too much to be read is not asked for again; what broke off is', async () => {
  const endless = await startScriptedServer((socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(`X-More: ${'y'.repeat(1_000)}\r\n`));
    };
    socket.write('HTTP/1.1 200 OK\r\n');
    socket.on('drain', more);
    more();
  });
  const { exchange } = await send(endless.baseUrl);
  await endless.close();
  expect(exchange).toMatchObject({ trouble: { kind: 'malformed', atLimit: true }, earlier: [] });
  expect(endless.received).toHaveLength(1);

  const half = await startScriptedServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf'));
  const again = await send(half.baseUrl);
  await half.close();
  expect(again.exchange?.earlier).toHaveLength(2);
  expect(half.received).toHaveLength(3);
});

for (const onTrouble of ['retry', 'judge'] as const) {
  test(`what a proxy is to blame for is never held against the target (${onTrouble})`, async () => {
    const proxy = await startProxy(1, { answer: 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n' });
    const httpProxy = { host: '127.0.0.1', port: proxy.port, secure: false };
    const { error, recording } = await send('http://api.example.com', { httpProxy }, { onTrouble });
    await proxy.close();
    expect(error).toBeInstanceOf(Inconclusive);
    expect(error).toMatchObject({ blame: 'network' });
    expect(recording.exchanges).toMatchObject([{ auxiliary: true, trouble: { kind: 'proxy' } }]);
  });
}

test('an exchange tells its phases', async () => {
  const server = await startScriptedServer((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
  const { exchange } = await send(server.baseUrl);
  await server.close();
  expect(Object.keys(exchange?.phases ?? {}).sort()).toEqual(['connect', 'firstByte', 'whole']);
});
