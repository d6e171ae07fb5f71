import { connect, createServer, type Socket } from 'node:net';
import { listening, type Listening } from './listening.ts';

/** A way that takes its time. */
export interface DelayingRelay extends Listening {
  /** How many connections were opened so far. */
  readonly opened: number;
  /** How many of them are open. */
  readonly open: number;
}

/**
 * Starts a relay to a port of this machine that delays everything, in both directions and in order.
 *
 * The kernel makes the handshake of TCP before a relay hears of it, so that it takes no time. The relay makes up for that:
 * what the client sends is held back until the handshake would have been over.
 *
 * @param to The port.
 * @param delayMs How long each byte is under way, in milliseconds.
 */
export async function startDelayingRelay(to: number, delayMs: number): Promise<DelayingRelay> {
  let opened = 0;
  let open = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    opened += 1;
    open += 1;
    near.on('close', () => (open -= 1));
    const far = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    carry(near, far, new Lane(delayMs, performance.now() + 2 * delayMs));
    carry(far, near, new Lane(delayMs, 0));
  });
  const relay = await listening(server);
  return {
    ...relay,
    get opened() {
      return opened;
    },
    get open() {
      return open;
    },
  };
}

/** Carries what one socket gives to the other one: bytes, and how it ends. */
function carry(from: Socket, to: Socket, lane: Lane): void {
  from.on('data', (bytes) => lane.put(() => to.write(bytes)));
  from.on('end', () => lane.put(() => to.end()));
  from.on('error', () => from.destroy());
  from.on('close', () => lane.put(() => to.destroySoon()));
}

/** One direction of a connection. What is put in comes out later, in the order in which it was put in. */
class Lane {
  readonly #delayMs: number;
  readonly #from: number;
  readonly #queue: { readonly at: number; readonly arrive: () => void }[] = [];

  /** @param from When the lane opens, by `performance.now()`: what is put in before waits until then. */
  constructor(delayMs: number, from: number) {
    this.#delayMs = delayMs;
    this.#from = from;
  }

  put(arrive: () => void): void {
    const at = Math.max(performance.now(), this.#from) + this.#delayMs;
    if (this.#queue.push({ at, arrive }) === 1) this.#wait(at);
  }

  #wait(until: number): void {
    setTimeout(() => this.#deliver(), Math.max(0, until - performance.now()));
  }

  #deliver(): void {
    for (;;) {
      const [next] = this.#queue;
      if (next === undefined) return;
      if (next.at > performance.now()) {
        this.#wait(next.at);
        return;
      }
      this.#queue.shift();
      next.arrive();
    }
  }
}
