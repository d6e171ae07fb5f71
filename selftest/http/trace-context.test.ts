import { expect, test } from '@playwright/test';
import { Budget } from '../../harness/client/budget.ts';
import { Client } from '../../harness/client/client.ts';
import { Connections } from '../../harness/client/connections.ts';
import { Recording } from '../../harness/client/recording.ts';
import { type Exchange, stimulus, type Stimulus, type Traits } from '../../harness/model/exchange.ts';
import type { Request } from '../../harness/model/message.ts';
import { traceIdOf } from '../../harness/model/trace-context.ts';
import { commandFor } from '../../harness/report/curl.ts';
import { differences } from '../../harness/report/difference.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';
import { suite } from '../../specs/suite.ts';
import { targetFrom } from '../in-process.ts';
import { startScriptedServer } from './scripted-server.ts';

/** The field by which the owner of a target finds our requests: W3C Trace Context, level 1. */

/** Its form of version 00 (3.2.2): ids in lower-case hexadecimal digits, none of them zero. */
const valid = /^traceparent: 00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}\r\n/gm;

const account = { ACCOUNT_EMAIL: 'account@example.com', REQUEST_TIMEOUT_MS: '1000' };

interface Sent {
  readonly exchanges: readonly Exchange[];
  /** What came, one text a connection. */
  readonly received: readonly string[];
}

/** Sends stimuli to a server that answers all but the first so many connections with 204. */
async function send(stimuli: readonly Stimulus[], env: Readonly<Record<string, string>> = {}, broken = 0) {
  let connections = 0;
  const server = await startScriptedServer((socket) => {
    connections += 1;
    if (connections <= broken) socket.end();
    else socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
  });
  const target = targetFrom({ BASE_URL: server.baseUrl, ...account, ...env });
  const client = new Client({
    target,
    budget: new Budget({ endsAt: Date.now() + 60_000, requestsPerSecond: Infinity, maxEffects: Infinity }, 0),
    recording: new Recording(new SecretRegistry()),
    connections: new Connections(target),
    userAgent: 'self-test',
    blameIfAway: () => Promise.resolve(undefined),
  });
  const exchanges: Exchange[] = [];
  for (const each of stimuli) exchanges.push(await client.send(each));
  await server.close();
  return { exchanges, received: server.received } satisfies Sent;
}

function get(traits: Traits = {}, departure: Partial<Request> = {}): Stimulus {
  return stimulus('one request', () => ({ method: 'GET', path: '/', headers: [], ...departure }), traits);
}

function tracesIn(received: readonly string[]): string[] {
  return received.flatMap((text) => [...text.matchAll(valid)].map(([, id = '']) => id));
}

test('each request names a trace of its own, a repeated one too, and the exchange tells it', async () => {
  const { exchanges, received } = await send([get(), get()], { SEED: '7' }, 1);
  const ids = tracesIn(received);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(3);
  expect(exchanges.map(traceIdOf)).toEqual([ids[1], ids[2]]);
  // The seed repeats what is sent, and not by which name it is found.
  const again = await send([get()], { SEED: '7' });
  expect(ids).not.toContain(tracesIn(again.received)[0]);
});

test('TRACEPARENT=0 sends none', async () => {
  const { exchanges, received } = await send([get()], { TRACEPARENT: '0' });
  expect(received.join('')).not.toMatch(/traceparent/i);
  expect(exchanges.map(traceIdOf)).toEqual([undefined]);
});

const without: Readonly<Record<string, Stimulus>> = {
  'the form of a published sample': get({ asPublished: true }),
  'a request that a web server may answer': get({ protocolLevel: true }),
  'header lines of its own': get({}, { rawLines: ['X-Odd : 1'] }),
};

for (const [title, input] of Object.entries(without)) {
  test(`no trace is named by ${title}`, async () => {
    const { received } = await send([input]);
    expect(received).toHaveLength(1);
    expect(received.join('')).not.toMatch(/traceparent/i);
  });
}

test('a field that a request or a gateway wants itself stays the only one', async () => {
  const own = '00-11111111111111111111111111111111-2222222222222222-00';
  const { received } = await send([get({}, { headers: [['Traceparent', own]] })]);
  expect(received.join('').match(/traceparent/gi)).toHaveLength(1);
  const extra = await send([get()], { EXTRA_HEADERS: JSON.stringify({ Traceparent: own }) });
  expect(extra.received.join('').match(/traceparent/gi)).toHaveLength(1);
});

test('every published sample goes as it was published', () => {
  const stimuli = suite.tests.flatMap(({ load }) => load.uses ?? []);
  const samples = stimuli.filter(({ combination }) => combination === 'a published sample as it is');
  expect(new Set(samples.map(({ name }) => name)).size).toBe(4);
  expect(samples.filter(({ asPublished }) => asPublished !== true)).toEqual([]);
});

const forms: Readonly<Record<string, Partial<Request>>> = {
  curl: {},
  'bytes over a socket': { method: 'POST', body: Buffer.from('{}'), framing: 'none' },
};

for (const [title, departure] of Object.entries(forms)) {
  test(`a trace is no difference from a good request, and no part of the command that repeats it (${title})`, async () => {
    const { exchanges } = await send([get({}, departure), get({ asPublished: true }, departure)]);
    const [seen, good] = exchanges;
    if (seen === undefined || good === undefined) throw new Error('two exchanges were to be recorded');
    const registry = new SecretRegistry();
    expect(differences(seen, good, registry)).toEqual([]);
    const command = commandFor(seen, 'http://127.0.0.1:1', registry);
    expect(command).toContain(title === 'curl' ? 'curl ' : 'printf ');
    expect(command).toBe(commandFor(good, 'http://127.0.0.1:1', registry));
  });
}
