import { type ChildProcess, spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { delimiter } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { listening } from '../http/listening.ts';

/** How often, and how many milliseconds apart, it is looked whether a program listens. */
const mostLooks = 200;
const lookEveryMs = 25;

/** A free port may be taken by another process before a program listens at it. */
const mostPorts = 5;

/** An environment in which programs of administrators are found too: users of Debian have no /usr/sbin in their path. */
export const withServices: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${process.env.PATH ?? ''}${delimiter}/usr/sbin`,
};

/** A program that serves a loopback port in the foreground. */
export interface Service {
  readonly port: number;
  /** Ends it, and waits for its end. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a program that can't choose a free port by itself.
 *
 * @param command What runs in the foreground and listens at 127.0.0.1, by the port that is free.
 * @throws Error with what it has printed, where it ends instead of listening.
 */
export async function startService(
  command: (port: number) => readonly [file: string, ...args: string[]],
): Promise<Service> {
  let printed = '';
  for (let tries = 0; tries < mostPorts; tries += 1) {
    const { port, close } = await listening(createServer());
    await close();
    const [file, ...args] = command(port);
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env: withServices });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => (printed += bytes.toString()));
    child.on('error', ({ message }) => (printed += message));
    if (await listens(child, port)) return { port, close: () => ended(child) };
  }
  throw new Error(printed);
}

/** Waits until a port is served; false where the program ends before. */
async function listens(child: ChildProcess, port: number): Promise<boolean> {
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('close', () => process.removeListener('exit', kill));
  for (let looks = 0; looks < mostLooks; looks += 1) {
    if (child.exitCode !== null || child.pid === undefined) return false;
    if (await accepts(port)) return true;
    await sleep(lookEveryMs);
  }
  await ended(child);
  return false;
}

async function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => {
    child.once('close', resolve);
    child.kill('SIGTERM');
  });
}
