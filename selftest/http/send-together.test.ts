import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { stimulus } from '../../harness/model/exchange.ts';
import { RunContext } from '../../harness/judge/run-context.ts';
import { suite } from '../../specs/suite.ts';
import { targetFrom } from '../in-process.ts';

const body = Buffer.from('{"email":');
const answer = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n';

/** A server that notes, for each connection, when a request lacked its last byte alone and when it was whole. */
function noting(events: string[], onWhole: (socket: Socket) => void) {
  return createServer((socket) => {
    let received = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      received += bytes.toString('latin1');
      const [head = '', content = ''] = received.split('\r\n\r\n');
      if (head.length === received.length) return;
      if (content.length === body.length - 1) events.push('all but one');
      if (content.length < body.length) return;
      events.push('whole');
      onWhole(socket);
    });
  });
}

/** Sends as many requests together, and gives what the server noted and what came back. */
async function together(count: number, onWhole: (socket: Socket) => void) {
  const events: string[] = [];
  const server = noting(events, onWhole);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const target = targetFrom({ BASE_URL: `http://127.0.0.1:${port}`, ACCOUNT_EMAIL: 'account@example.com' });
    const { client } = new RunContext(target, suite, Date.now());
    const stimuli = Array.from({ length: count }, (_, index) =>
      stimulus(`request ${index + 1}`, () => ({ method: 'POST', path: '/', headers: [], body })),
    );
    return { events, exchanges: await client.sendTogether(stimuli) };
  } finally {
    server.close();
  }
}

test.describe('Requests that are sent together', () => {
  test('are whole only when each has come but for its last byte', async () => {
    const { events, exchanges } = await together(20, (socket) => socket.end(answer));
    expect(events).toHaveLength(40);
    expect(events.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'all but one'));
    expect(exchanges.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, index) => `request ${index + 1}`));
    expect(exchanges.map(({ response }) => response?.status)).toEqual(Array.from({ length: 20 }, () => 400));
  });

  test('are neither repeated nor waited out', async () => {
    let served = 0;
    const limited = 'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n';
    const { exchanges } = await together(3, (socket) => {
      served += 1;
      if (served === 1) socket.destroy();
      else socket.end(served === 2 ? limited : answer);
    });
    expect(served).toBe(3);
    const seen = exchanges.map(({ response, trouble }) => response?.status ?? trouble?.kind);
    expect(seen.map(String).sort()).toEqual(['400', '503', expect.stringMatching(/closed|reset/)]);
  });
});
