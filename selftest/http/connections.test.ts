import { createServer as createTcp, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSecureContext, createServer as createTls, TLSSocket } from 'node:tls';
import { expect, test } from '@playwright/test';
import { Budget } from '../../harness/client/budget.ts';
import { Client } from '../../harness/client/client.ts';
import { Connections } from '../../harness/client/connections.ts';
import { Recording } from '../../harness/client/recording.ts';
import type { DialOptions } from '../../harness/model/dial-options.ts';
import { type Exchange, stimulus, type Traits } from '../../harness/model/exchange.ts';
import { repeatsIn } from '../../harness/report/repeats.ts';
import { SecretRegistry } from '../../harness/secrets/registry.ts';
import { makeCertificate } from '../doctor/certificate.ts';
import { targetFrom } from '../in-process.ts';
import { type DelayingRelay, startDelayingRelay } from './delaying-relay.ts';
import { listening, type Listening } from './listening.ts';
import { startProxy } from './proxy.ts';
import { startScriptedServer } from './scripted-server.ts';

const day = 24 * 60 * 60 * 1000;
const certificate = makeCertificate({
  host: 'localhost',
  notBefore: new Date(Date.now() - day),
  notAfter: new Date(Date.now() + day),
});
/** A connection takes four times as long to open, an exchange two times. */
const delayMs = 30;
/** Requests after which a client knows how long its connections take to open. */
const untilKnown = 6;
const answer = 'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n';

/** What a server does on a request, and with a connection that is open. */
interface Script {
  readonly onRequest?: (socket: Socket, request: number) => void;
  readonly onOpen?: (socket: Socket, connection: number) => void;
}

/** Serves TLS, and answers each connection once. */
function startServer({ onRequest = (socket) => socket.end(answer), onOpen }: Script = {}): Promise<Listening> {
  let connections = 0;
  let requests = 0;
  return listening(
    createTls(certificate, (socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => onRequest(socket, (requests += 1)));
      onOpen?.(socket, (connections += 1));
    }),
  );
}

/**
 * Serves one connection at a time, the next one when this one is closed.
 *
 * @param wrap Makes a socket of TLS of one that came, or leaves it as it is.
 * @param isSwapped True where the way has changed the order of those that came about the same time.
 */
function startSingleServer(wrap: (socket: Socket) => Socket, isSwapped = false): Promise<Listening> {
  const waiting: Socket[] = [];
  let isBusy = false;
  const serveNext = (): void => {
    const came = isSwapped ? waiting.pop() : waiting.shift();
    isBusy = came !== undefined;
    if (came === undefined) return;
    const socket = wrap(came);
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.end(answer));
    socket.once('close', serveNext);
    socket.resume();
  };
  return listening(
    createTcp({ pauseOnConnect: true }, (socket) => {
      waiting.push(socket);
      if (isBusy) return;
      isBusy = true;
      if (isSwapped) setTimeout(serveNext, 5 * delayMs);
      else serveNext();
    }),
  );
}

interface Line {
  readonly relay: DelayingRelay;
  readonly client: Client;
  readonly connections: Connections;
  /** Sends one request. */
  readonly send: (traits?: Traits) => Promise<Exchange>;
}

/** Puts a client at the end of a line to a server that speaks TLS, or to a proxy before one that does not. */
async function atDistance(
  server: Listening,
  use: (line: Line) => Promise<void>,
  { isProxy = false } = {},
): Promise<void> {
  const relay = await startDelayingRelay(server.port, delayMs);
  const { client, connections } = isProxy
    ? clientOf(
        { BASE_URL: 'http://api.example.com' },
        { httpProxy: { host: '127.0.0.1', port: relay.port, secure: false } },
      )
    : clientOf({ BASE_URL: `https://localhost:${relay.port}` }, { ca: Buffer.from(certificate.cert) });
  try {
    await use({ relay, client, connections, send: (traits) => client.send(get(traits)) });
  } finally {
    connections.closeSpares();
    await relay.close();
    await server.close();
  }
}

function clientOf(env: Readonly<Record<string, string>>, dial: DialOptions = {}) {
  const account = { ACCOUNT_EMAIL: 'account@example.com', REQUEST_TIMEOUT_MS: '1500' };
  const target = { ...targetFrom({ ...account, ...env }), dial };
  const connections = new Connections(target);
  const client = new Client({
    target,
    budget: new Budget({ endsAt: Date.now() + 60_000, requestsPerSecond: Infinity, maxEffects: Infinity }, 0),
    recording: new Recording(new SecretRegistry()),
    connections,
    userAgent: 'self-test',
    blameIfAway: () => Promise.resolve(undefined),
  });
  return { client, connections };
}

function get(traits?: Traits) {
  return stimulus('one request', () => ({ method: 'GET', path: '/', headers: [] }), traits);
}

async function times<T>(count: number, what: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let index = 0; index < count; index += 1) all.push(await what());
  return all;
}

test('over a distance a connection is open before the answer to the request before it is sent', async () => {
  let opened = (): number => 0;
  const ahead: number[] = [];
  const server = await startServer({
    onRequest: (socket, request) => {
      ahead.push(opened() - request);
      socket.end(answer);
    },
  });
  await atDistance(server, async ({ relay, connections, send }) => {
    opened = () => relay.opened;
    const exchanges = await times(14, send);
    expect(exchanges.map(({ response, earlier }) => [response?.status, earlier])).toEqual(
      Array.from({ length: 14 }, () => [204, []]),
    );
    expect(new Set(ahead.slice(0, untilKnown - 2))).toEqual(new Set([0]));
    expect(Math.min(...ahead.slice(untilKnown))).toBeGreaterThan(0);
    expect(Math.max(...ahead)).toBeLessThanOrEqual(4);
    // What the opening took is told of each, also of those that were opened ahead.
    for (const { phases } of exchanges) expect(phases?.tls).toBeGreaterThan(2 * delayMs);
    connections.closeSpares();
    await expect.poll(() => relay.open).toBe(0);
  });
});

test('what was opened ahead and is not asked for is closed after a while', async () => {
  await atDistance(await startServer(), async ({ relay, send }) => {
    await times(untilKnown, send);
    await expect.poll(() => relay.open).toBeGreaterThan(0);
    await expect.poll(() => relay.open, { timeout: 20_000 }).toBe(0);
    expect((await send()).response?.status).toBe(204);
  });
});

test('where connections open quickly none is opened ahead', async () => {
  const server = await startScriptedServer((socket) => socket.end(answer));
  const { client, connections } = clientOf({ BASE_URL: server.baseUrl });
  await times(12, () => client.send(get()));
  connections.closeSpares();
  await server.close();
  expect(server.received).toHaveLength(12);
});

/** Sends in all the ways that there are, three times. */
async function inAllWays({ client, send }: Line): Promise<void> {
  const rounds = await times(3, async () => {
    const alone = await times(untilKnown, send);
    // What was opened ahead is there by then, all of it.
    await sleep(10 * delayMs);
    const afterPause = await times(untilKnown, send);
    const judged = await send({ onTrouble: 'judge' });
    const connection = await client.connect();
    const kept = await client.sendOn(connection, get());
    connection.close();
    return [...alone, ...afterPause, judged, kept, ...(await client.sendTogether([get()]))];
  });
  expect(rounds.flat().map(({ response, earlier }) => [response?.status, earlier])).toEqual(
    rounds.flat().map(() => [204, []]),
  );
}

test('a server that serves one connection at a time is never kept from it', async () => {
  const secureContext = createSecureContext(certificate);
  const server = await startSingleServer((socket) => new TLSSocket(socket, { isServer: true, secureContext }));
  await atDistance(server, inAllWays);
});

test('nor one behind a proxy, where connections are open before it takes them', async () => {
  const server = await startSingleServer((socket) => socket);
  const proxy = await startProxy(server.port);
  await atDistance(proxy, inAllWays, { isProxy: true });
  await server.close();
});

test('nor one to which connections come in another order than they are opened in', async () => {
  const server = await startSingleServer((socket) => socket, true);
  const proxy = await startProxy(server.port);
  const oneByOne = async ({ send }: Line): Promise<void> => {
    await times(untilKnown, send);
    // What was opened ahead is there by then, all of it.
    await sleep(10 * delayMs);
    const exchanges = await times(untilKnown, send);
    expect(exchanges.map(({ response, earlier }) => [response?.status, earlier])).toEqual(
      exchanges.map(() => [204, []]),
    );
  };
  await atDistance(proxy, oneByOne, { isProxy: true });
  await server.close();
});

for (const onTrouble of ['judge', 'undecided'] as const) {
  test(`what can't be sent twice goes on a connection of its own (${onTrouble})`, async () => {
    const opened: number[] = [];
    let connection = 0;
    const server = await startServer({
      onOpen: (socket, number) => socket.once('data', () => opened.push((connection = number))),
    });
    await atDistance(server, async ({ relay, send }) => {
      await times(untilKnown, send);
      const before = relay.opened;
      await send({ onTrouble });
      expect(connection).toBeGreaterThan(opened.length - 1);
      expect(relay.opened).toBe(before + 1);
      expect(relay.open).toBeLessThanOrEqual(1);
    });
  });
}

test('a connection that the server closes or writes on before its request is not used', async () => {
  for (const idle of ['', 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n']) {
    const server = await startServer({
      onOpen: (socket, connection) => {
        // One that was opened ahead: the request before it is under way.
        if (connection === untilKnown + 1) socket.end(idle);
      },
    });
    await atDistance(server, async ({ send }) => {
      const before = await times(untilKnown, send);
      await sleep(10 * delayMs);
      const exchanges = [...before, ...(await times(untilKnown, send))];
      expect(exchanges.map(({ response, earlier }) => [response?.status, earlier])).toEqual(
        exchanges.map(() => [204, []]),
      );
    });
  }
});

test('a connection that is closed while its request is on the way is nobody’s trouble; three end it', async () => {
  let opened = (): number => 0;
  const ahead: number[] = [];
  // One that is sent again goes on a new connection.
  const broken = [2, 5, 8].map((after) => untilKnown + after);
  const server = await startServer({
    onRequest: (socket, request) => {
      ahead.push(opened() - request);
      if (broken.includes(request)) socket.destroy();
      else socket.end(answer);
    },
  });
  await atDistance(server, async ({ relay, send }) => {
    opened = () => relay.opened;
    const exchanges = await times(untilKnown + 10, send);
    expect(exchanges.map(({ response }) => response?.status)).toEqual(exchanges.map(() => 204));
    const stale = exchanges.flatMap(({ earlier }) => earlier);
    expect(stale).toMatchObject([{ stale: true }, { stale: true }, { stale: true }]);
    expect(stale.map(({ trouble }) => trouble?.kind)).not.toContain(undefined);
    expect(repeatsIn(exchanges, exchanges.length + stale.length).count).toBe(0);
    // Connections that were given up came to the relay, too.
    expect(ahead.at(-1)).toBe(ahead.at(-2));
    await expect.poll(() => relay.open).toBe(0);
  });
});

test('a request that breaks off on a new connection is trouble, as ever', async () => {
  const server = await startServer({
    onRequest: (socket, request) => (request > untilKnown ? socket.destroy() : socket.end(answer)),
  });
  await atDistance(server, async ({ send }) => {
    await times(untilKnown, send);
    const { trouble, earlier } = await send();
    expect(['closed', 'reset']).toContain(trouble?.kind);
    expect(earlier.map(({ stale }) => stale ?? false)).toEqual([true, false, false]);
  });
});
