import { performance } from 'node:perf_hooks';
import { Connection, openConnection } from '../http/connection.ts';
import type { Target } from '../model/target.ts';
import type { Trouble } from '../model/trouble.ts';

/** From here on the opening of a connection is worth the trouble of doing it ahead, in milliseconds. */
const slowMs = 40;
/** So many openings, each of them slow, show that the way is: a busy machine takes long now and then. */
const fewestOpenings = 5;
/** As long a connection may take to open ahead, and then wait for its request, in milliseconds. Servers wait longer. */
const patienceMs = 2000;
/** Most connections that are open, or on their way, ahead of their requests. */
const mostSpares = 4;
/** How often a spare may turn out to be closed before none is opened any more: the server is of no patience. */
const mostStale = 3;

/** What is opened for a request. */
export interface Opened {
  readonly connection: Connection | Trouble;
  /** True where it was opened ahead: the target may have closed it before it got the request. */
  readonly isSpare: boolean;
}

/**
 * Opens the connections to the target: each is for one request, or for what the caller keeps it for.
 *
 * Over a distance the opening takes two or three times as long as the exchange. So there connections are opened while the
 * requests before theirs are under way, as many as find use in time. Where opening is quick nothing is opened ahead.
 *
 * A server that serves one connection at a time takes them in the order in which they came to it. So a request takes the
 * one that was open first, one that is still on its way before any other is begun, and a connection that is not opened
 * ahead is opened when all spares are closed: never does such a server wait for a request while ours waits behind.
 */
export class Connections {
  readonly #target: Pick<Target, 'baseUrl' | 'dial'>;
  /** Open ones, the first one first. */
  readonly #spares: Spare[] = [];
  /** Each is fulfilled when it is settled, whatever came of it. */
  readonly #onTheWay = new Set<Promise<void>>();
  #openings = 0;
  #quickestMs = Infinity;
  #lastMs = 0;
  #stale = 0;
  #handedOutAt = -Infinity;

  constructor(target: Pick<Target, 'baseUrl' | 'dial'>) {
    this.#target = target;
  }

  /**
   * Gives a connection for one request: one that was opened ahead, or a new one.
   *
   * @param timeoutMs For the opening of a new one, in milliseconds.
   */
  async take(timeoutMs: number): Promise<Opened> {
    const wanted = this.#wanted();
    const ready = this.#nextSpare();
    if (ready !== undefined) {
      this.#openAhead(wanted);
      return this.#handedOut(ready, true);
    }
    // One more: the first one is for this request.
    if (this.#onTheWay.size > 0) this.#openAhead(wanted + 1);
    while (this.#onTheWay.size > 0) {
      await Promise.race(this.#onTheWay);
      const spare = this.#nextSpare();
      if (spare !== undefined) return this.#handedOut(spare, true);
    }
    const connection = await this.#openNew(timeoutMs);
    if (connection instanceof Connection) this.#openAhead(this.#wanted());
    return this.#handedOut(connection, false);
  }

  /** Opens a new connection when all spares are closed. */
  async open(timeoutMs: number): Promise<Connection | Trouble> {
    this.closeSpares();
    return this.#openNew(timeoutMs);
  }

  /**
   * Closes what is open ahead, and what is on its way as soon as it is open. It is called before anything else connects to
   * the target, and at the end.
   */
  closeSpares(): void {
    for (const { connection, expiry } of this.#spares.splice(0)) {
      clearTimeout(expiry);
      connection.close();
    }
    this.#onTheWay.clear();
  }

  /** Takes note that a spare was closed by the target before it got its request. */
  countStale(): void {
    this.#stale += 1;
  }

  #handedOut(connection: Connection | Trouble, isSpare: boolean): Opened {
    this.#handedOutAt = performance.now();
    return { connection, isSpare };
  }

  /** How many connections are to be ahead: as many as requests come while one is opened. */
  #wanted(): number {
    if (this.#openings < fewestOpenings || this.#quickestMs < slowMs || this.#stale >= mostStale) return 0;
    const betweenRequestsMs = performance.now() - this.#handedOutAt;
    // They would be too old before their requests come.
    if (this.#lastMs > patienceMs || betweenRequestsMs > patienceMs) return 0;
    return Math.min(mostSpares, Math.ceil(this.#lastMs / betweenRequestsMs));
  }

  #nextSpare(): Connection | undefined {
    for (;;) {
      const spare = this.#spares.shift();
      if (spare === undefined) return undefined;
      clearTimeout(spare.expiry);
      if (spare.connection.isUntouched) {
        spare.connection.ref();
        return spare.connection;
      }
      spare.connection.close();
    }
  }

  async #openNew(timeoutMs: number): Promise<Connection | Trouble> {
    const opened = await openConnection(new URL(this.#target.baseUrl), timeoutMs, this.#target.dial);
    if (opened instanceof Connection) this.#learn(opened);
    return opened;
  }

  #openAhead(wanted: number): void {
    while (this.#spares.length + this.#onTheWay.size < wanted) this.#openSpare();
  }

  #openSpare(): void {
    const { baseUrl, dial } = this.#target;
    const opening = openConnection(new URL(baseUrl), patienceMs, dial).then(
      (opened) => {
        const isWanted = this.#onTheWay.delete(opening);
        // Where it failed, the next request opens one itself, and tells its own trouble.
        if (!(opened instanceof Connection)) return;
        if (isWanted) this.#keep(opened);
        else opened.close();
      },
      () => void this.#onTheWay.delete(opening),
    );
    this.#onTheWay.add(opening);
  }

  #keep(connection: Connection): void {
    this.#learn(connection);
    connection.unref();
    const expiry = setTimeout(() => {
      this.#spares.splice(this.#spares.indexOf(spare), 1);
      connection.close();
    }, patienceMs).unref();
    const spare: Spare = { connection, expiry };
    this.#spares.push(spare);
  }

  #learn({ openingMs }: Connection): void {
    this.#openings += 1;
    this.#lastMs = openingMs;
    this.#quickestMs = Math.min(this.#quickestMs, openingMs);
  }
}

/** A connection that waits for its request. */
interface Spare {
  readonly connection: Connection;
  readonly expiry: NodeJS.Timeout;
}
