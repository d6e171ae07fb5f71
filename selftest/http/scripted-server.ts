import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A TCP server that plays a script to each connection: for answers that no HTTP library would give. */
export interface ScriptedServer {
  readonly baseUrl: string;
  /** What each connection has sent so far, in latin1. */
  readonly received: string[];
  close(): Promise<void>;
}

/** Starts a server on a free loopback port that calls `play` once a connection has sent a whole header section. */
export async function startScriptedServer(
  play: (socket: Socket, received: () => string) => void,
): Promise<ScriptedServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const index = received.push('') - 1;
    const text = (): string => received[index] ?? '';
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // The client ends connections as it likes; that is no fault of the script.
    socket.on('error', () => socket.destroy());
    let played = false;
    socket.on('data', (bytes) => {
      received[index] = text() + bytes.toString('latin1');
      if (played || !text().includes('\r\n\r\n')) return;
      played = true;
      play(socket, text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    received,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
