import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { startScriptedServer } from '../http/scripted-server.ts';

/** A target of a test: where it is, and its end. */
export interface TestTarget {
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** A web server that answers everything alike. */
export async function webServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<TestTarget> {
  const server = createServer((request, response) => {
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server that answers everything with the same status, headers and body. */
export function alwaysAnswers(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): () => Promise<TestTarget> {
  return () => webServer((_request, response) => response.writeHead(status, headers).end(body));
}

/** A server that does the same to each connection once a request has come. */
export function alwaysDoes(play: (socket: Socket) => void): () => Promise<TestTarget> {
  return () => startScriptedServer(play);
}

/** Writes a piece again and again until the other side has had enough. */
export function endlessly(socket: Socket, piece: string | Buffer, everyMs = 0): void {
  if (everyMs > 0) {
    const timer = setInterval(() => socket.write(piece), everyMs);
    socket.on('close', () => {
      clearInterval(timer);
    });
    return;
  }
  const more = (): void => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', more);
  more();
}
