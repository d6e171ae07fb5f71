import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** The faults that the sandbox can show, with the clauses that each breaks. */
export const faults = {
  'empty-note': ['WN-01'],
  'anything-goes': ['WN-02'],
  'put-reads': ['RN-01'],
} as const;

export type FaultId = keyof typeof faults;

/**
 * Starts the notes API on a loopback port.
 *
 * @param isBusy True to put off all deletions by an hour.
 */
export async function startNotes(fault?: FaultId, isBusy = false): Promise<{ baseUrl: string; close: () => void }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes.toString()));
    request.on('end', () => {
      const answer = (status: number, value: unknown): void => {
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
      };
      if (request.url === '/notes/write/' && request.method === 'POST') {
        const { text } = JSON.parse(body) as { text?: string };
        if (text === undefined && fault !== 'anything-goes') answer(400, { detail: 'text is missing' });
        else answer(200, { text: fault === 'empty-note' ? '' : text });
      } else if (request.url === '/notes/write/' && request.method === 'DELETE') {
        response.writeHead(isBusy ? 429 : 204, isBusy ? { 'Retry-After': '3600' } : {}).end();
      } else if (request.url === '/notes/read/') {
        answer(request.method === 'GET' || fault === 'put-reads' ? 200 : 405, []);
      } else {
        answer(404, {});
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
