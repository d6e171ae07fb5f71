import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a gateway decides of a request: the code that it answers itself, or undefined where it passes it on. */
export type Decision = (incoming: IncomingMessage) => number | undefined;

/** A gateway on loopback that stands before a server. */
export interface Gateway {
  readonly baseUrl: string;
  /** Heads of the requests that came, in their order. */
  readonly heads: readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts a gateway before a server; what it answers itself is empty. */
export async function startGateway(behind: string, decide: Decision): Promise<Gateway> {
  const heads: string[] = [];
  const server = createServer((incoming, outgoing) => {
    heads.push(`${incoming.method ?? ''} ${incoming.url ?? ''} ${incoming.rawHeaders.join(' ')}`);
    const code = decide(incoming);
    if (code === undefined) passOn(behind, incoming, outgoing);
    else {
      incoming.resume();
      outgoing.writeHead(code, code === 401 ? { 'www-authenticate': 'Basic realm="gateway"' } : {}).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heads,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function passOn(behind: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url, headers } = incoming;
  const { hostname, port } = new URL(behind);
  // The credentials are the gateway's: it keeps them to itself.
  const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
  const onward = request({ hostname, port, method, path: url, headers: passed, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}
