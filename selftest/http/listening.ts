import type { AddressInfo, Server, Socket } from 'node:net';

/** A server that listens on a free loopback port. */
export interface Listening {
  readonly port: number;
  /** Ends the server and every connection to it. */
  readonly close: () => Promise<void>;
}

/** Has a server listen; its connections are kept so that closing does not wait for them. */
export async function listening(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
