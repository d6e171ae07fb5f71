import type { AddressInfo, Socket } from 'node:net';
import { paths } from './application.ts';
import { faults } from './faults/index.ts';
import { nearest } from './nearest.ts';
import { makeServer, type TlsOptions } from './server.ts';
import { State } from './state.ts';
import { variations } from './variations/index.ts';
import type { Behaviour, Fault, Variation } from './behaviour.ts';

/** How a sandbox differs from one that keeps the contract. */
export interface SandboxOptions {
  /** Id of a fault. */
  readonly fault?: string;
  /** Ids of variations, applied in order. */
  readonly variations?: readonly string[];
  /** Port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  /** Makes the sandbox serve https. */
  readonly tls?: TlsOptions;
  /** Additional behaviour, for tests. */
  readonly behaviour?: Behaviour;
}

/** A running sandbox. */
export interface Sandbox {
  readonly baseUrl: string;
  readonly accountEmail: string;
  /** The password that the account had at the start. */
  readonly accountPassword: string;
  readonly clockControlUrl: string;
  /** The password at the start and all that were set after it, in order; it grows while the sandbox runs. */
  readonly passwordHistory: readonly string[];
  /** Tells whether a password is the current one of the account. */
  passwordIs(password: string): boolean;
  close(): Promise<void>;
}

/**
 * Starts an embedded sandbox on a loopback port.
 *
 * @throws Error if an id is unknown, if a fault shows only over https and `tls` is absent, or if the port is taken. The
 *   message is one line that says how to fix it.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const behaviours = behavioursOf(options);
  const state = new State();
  const server = makeServer(state, behaviours, options.tls);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  // With TLS both events are needed: only the first one reports connections before their handshake.
  server.on('connection', keep);
  if (options.tls !== undefined) server.on('secureConnection', keep);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`port ${options.port ?? 0} is taken: choose another, or 0 for a free one`) : error);
    });
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const baseUrl = `${options.tls === undefined ? 'http' : 'https'}://${options.tls === undefined ? '127.0.0.1' : 'localhost'}:${port}`;
  return {
    baseUrl,
    accountEmail: state.accountEmail,
    accountPassword: state.password,
    clockControlUrl: `${baseUrl}${paths.clock}`,
    passwordHistory: state.passwordHistory,
    passwordIs: (password) => password === state.password,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function behavioursOf({ fault, variations: ids = [], behaviour, tls }: SandboxOptions): Behaviour[] {
  const chosen: (Fault | Variation)[] = ids.map((id) => named(id, variations, 'variation'));
  if (fault !== undefined) chosen.push(named(fault, faults, 'fault'));
  const secure = chosen.find(({ needs }) => needs === 'tls');
  if (secure !== undefined && tls === undefined) {
    throw new Error(`${secure.id} shows over https alone: give startSandbox a key and a certificate as tls`);
  }
  return [...chosen, ...(behaviour === undefined ? [] : [behaviour])];
}

function named(id: string, all: readonly (Fault | Variation)[], what: string): Fault | Variation {
  const found = all.find((each) => each.id === id);
  if (found !== undefined) return found;
  const meant = nearest(
    id,
    all.map((each) => each.id),
  );
  const guess = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  throw new Error(`there is no ${what} named ${id}${guess}: npm run sandbox -- --list names them all`);
}
