import type { TLSSocket } from 'node:tls';
import type { Target } from '../model/target.ts';
import { HarnessError, Inconclusive, NotApplicable } from '../model/outcome.ts';
import { Connection, openConnection, type WireResult } from '../http/connection.ts';
import { dial, type Dialled } from '../http/dial.ts';
import { exchangeOverH2, h2 } from '../http/h2.ts';
import { fieldValues, type Header, type Request, withExtraHeaders } from '../model/message.ts';
import { traced } from '../model/trace-context.ts';
import type { Budget } from './budget.ts';
import type { Connections } from './connections.ts';
import { Meeting } from './meeting.ts';
import type { Attempt, Exchange, Stimulus } from '../model/exchange.ts';
import { assertRecipientsAreOurs } from './recipients.ts';
import type { Recording } from './recording.ts';
import { isLimited, waitAfterLimitMs } from '../http/not-now.ts';
import { mayHaveTakenEffect } from '../model/effects.ts';
import type { Blame } from '../model/verdict.ts';

/** How often one stimulus is waited out before the clause is given up as limited. */
const mostWaits = 8;
/** How much of its time a request waits for its response before all connections that were opened ahead are closed. */
const shareBeforeSparesClose = 0.3;
/** The pause before a troubled exchange is repeated, in milliseconds. */
const pauseBeforeRepeatMs = 150;

/** What is written is given so long to reach the target, in milliseconds, before the last bytes of requests follow. */
const onTheWayMs = 100;

/** What the client is made of. */
export interface ClientParts {
  readonly target: Target;
  readonly budget: Budget;
  readonly recording: Recording;
  readonly connections: Connections;
  /** Value of `User-Agent` where a request has none of its own. */
  readonly userAgent: string;
  /** Asks whether the target serves at all, so that a fault can be told from an outage: the blame where it does not. */
  readonly blameIfAway: () => Promise<Blame | undefined>;
}

/**
 * Sends stimuli and records exchanges. It keeps the budget, waits when it is told to, and repeats what failed on the
 * way; it judges nothing.
 */
export class Client {
  readonly #parts: ClientParts;

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  /**
   * Sends a stimulus on a connection of its own.
   *
   * @returns the recorded exchange: a response, or a trouble that came back each time although the target serves.
   * @throws Inconclusive when the target limits us beyond the budget, or is away.
   */
  async send(stimulus: Stimulus): Promise<Exchange> {
    const earlier: Attempt[] = [];
    let waits = 0;
    let troubles = 0;
    let sentHead = '';
    let mayUseSpare = stimulus.onTrouble === undefined || stimulus.onTrouble === 'retry';
    for (;;) {
      const { isSpare, ...attempt } = await this.#attempt(stimulus, mayUseSpare);
      const isStale = isSpare && wasLeftBeforehand(attempt.draft);
      const draft = this.#settled(attempt.draft);
      const { response, trouble } = draft;
      // What is sent again goes on a connection of which the target can't have had enough.
      mayUseSpare = false;
      let pause: () => Promise<void>;
      if (isStale) {
        this.#parts.connections.countStale();
        pause = () => Promise.resolve();
      } else if (response !== undefined && isLimited(response) && stimulus.mayBeLimited !== true) {
        waits += 1;
        const ms = waitAfterLimitMs(response, waits, Date.now());
        pause = () => this.#waitOut(response.status, waits, ms);
      } else if (mayPass(draft) && stimulus.onTrouble !== 'judge' && troubles < 2) {
        troubles += 1;
        pause = () => this.#pauseOrGiveUp(stimulus, draft, troubles);
      } else if (trouble?.kind === 'proxy' && !draft.auxiliary) {
        // It never came to the target, so it says nothing of it.
        pause = () => Promise.reject(new Inconclusive(trouble.message, 'network'));
      } else {
        return this.#record(draft, earlier);
      }
      // What was sent stays to be shown where a later attempt finds no connection.
      if (draft.sentHead !== '') sentHead = draft.sentHead;
      try {
        await pause();
      } catch (error) {
        this.#record({ ...draft, sentHead, auxiliary: true }, earlier);
        throw error;
      }
      earlier.push({ ...attemptOf(draft), ...(isStale ? { stale: true } : {}) });
    }
  }

  /**
   * Sends stimuli at once, each on a connection of its own: all connections are open, and all but the last byte of each
   * request is written, before the last bytes go out together. Nothing is waited out or repeated.
   *
   * @returns the recorded exchanges in the order of the stimuli, whatever came of each.
   * @throws Inconclusive when the run's time or its effects do not suffice for all of them; nothing is sent then.
   */
  async sendTogether(stimuli: readonly Stimulus[]): Promise<Exchange[]> {
    const { budget, connections, target } = this.#parts;
    const requests = stimuli.map((each) => this.prepared(each));
    await budget.admitAll(stimuli.map(({ hasEffect }) => hasEffect));
    const startedAt = new Date();
    const timeoutMs = this.#timeoutMs;
    connections.closeSpares();
    const opened = await Promise.all(
      stimuli.map(() => openConnection(new URL(target.baseUrl), timeoutMs, target.dial)),
    );
    const lastBytes = new Meeting(opened.filter((each) => each instanceof Connection).length, onTheWayMs);
    const drafts = await Promise.all(
      stimuli.map(async (stimulus, index) => {
        const [request, connection] = [requests[index], opened[index]];
        if (request === undefined || connection === undefined) throw new HarnessError('a request has no connection');
        const result =
          connection instanceof Connection
            ? await this.#exchangeAt(lastBytes, connection, request, timeoutMs)
            : { trouble: connection, sentHead: '', interim: [] };
        const timed = { ...result, durationMs: Date.now() - startedAt.getTime() };
        return draftOf(stimulus, request, timed, startedAt, connection instanceof Connection ? connection : undefined);
      }),
    );
    return drafts.map((draft) => this.#record(this.#settled(draft), []));
  }

  /** An exchange whose last byte goes out when the other ones' do. */
  async #exchangeAt(
    lastBytes: Meeting,
    connection: Connection,
    request: Request,
    timeoutMs: number,
  ): Promise<WireResult> {
    const arrive = lastBytes.newcomer();
    const result = await connection.exchange(request, { timeoutMs, keepAlive: false, beforeLastByte: arrive });
    // One that broke off before its last byte must not keep the others waiting.
    void arrive();
    return result;
  }

  /**
   * Sends a stimulus once, without waiting or repeating, on a connection that the caller keeps.
   *
   * @param connection From {@link Client.connect}.
   */
  async sendOn(connection: Connection, stimulus: Stimulus): Promise<Exchange> {
    const request = this.prepared(stimulus);
    await this.#parts.budget.admit(stimulus.hasEffect);
    const startedAt = new Date();
    const result = await connection.exchange(request, { timeoutMs: this.#timeoutMs, keepAlive: true });
    return this.#record(this.#settled(draftOf(stimulus, request, result, startedAt, connection)), []);
  }

  /** Opens a connection to the target for {@link Client.sendOn}. */
  async connect(): Promise<Connection> {
    const opened = await this.#parts.connections.open(this.#timeoutMs);
    if (opened instanceof Connection) return opened;
    throw new Inconclusive(`no connection: ${opened.message}`, 'network');
  }

  get #timeoutMs(): number {
    const { budget, target } = this.#parts;
    return Math.max(1, Math.min(target.requestTimeoutMs, budget.leftMs));
  }

  async #waitOut(status: number, waits: number, ms: number): Promise<void> {
    if (waits > mostWaits) throw new Inconclusive(`still limited (${status}) after ${mostWaits} waits`, 'limited');
    if (ms >= this.#parts.budget.leftMs) {
      const wait = `${status} asks for a wait of ${Math.ceil(ms / 1000)} s`;
      throw new Inconclusive(`${wait}, which goes beyond the run budget (RUN_BUDGET_SECONDS)`, 'limited');
    }
    await this.#parts.budget.wait(ms, 'limited');
  }

  async #pauseOrGiveUp(stimulus: Stimulus, draft: Draft, troubles: number): Promise<void> {
    const what = draft.trouble?.message ?? `its gateway answers ${draft.response?.status ?? 'nothing'}`;
    if (stimulus.onTrouble === 'undecided') throw new Inconclusive(`${what}, and it can't be sent twice`, 'network');
    const blame = troubles === 2 ? await this.#parts.blameIfAway() : undefined;
    if (blame !== undefined) {
      throw new Inconclusive(`the target is away: ${what}, and a known good request fails too`, blame);
    }
    await this.#parts.budget.wait(pauseBeforeRepeatMs * troubles);
  }

  async #attempt(stimulus: Stimulus, mayUseSpare: boolean): Promise<{ draft: Draft; isSpare: boolean }> {
    const { budget, connections } = this.#parts;
    const request = this.prepared(stimulus);
    await budget.admit(stimulus.hasEffect);
    if (stimulus.overHttp2 === true) {
      return { draft: await this.#attemptOverHttp2(stimulus, request), isSpare: false };
    }
    const startedAt = new Date();
    const timeoutMs = this.#timeoutMs;
    const { connection: opened, isSpare } = mayUseSpare
      ? await connections.take(timeoutMs)
      : { connection: await connections.open(timeoutMs), isSpare: false };
    const connection = opened instanceof Connection ? opened : undefined;
    // Connections may come to a server in another order than they were opened in. One that serves them one at a time may
    // be waiting for the request of a spare.
    const notYet = setTimeout(() => connections.closeSpares(), timeoutMs * shareBeforeSparesClose).unref();
    const result: Omit<WireResult, 'durationMs'> =
      opened instanceof Connection
        ? await opened.exchange(request, { timeoutMs, keepAlive: false })
        : { trouble: opened, sentHead: '', interim: [] };
    clearTimeout(notYet);
    const timed = { ...result, durationMs: Date.now() - startedAt.getTime() };
    return { draft: draftOf(stimulus, request, timed, startedAt, connection), isSpare };
  }

  /** @throws NotApplicable where ALPN does not agree on HTTP/2. */
  async #attemptOverHttp2(stimulus: Stimulus, request: Request): Promise<Draft> {
    const { connections, target } = this.#parts;
    const base = new URL(target.baseUrl);
    connections.closeSpares();
    const startedAt = new Date();
    const timeoutMs = this.#timeoutMs;
    const dialled = await dial(base, { timeoutMs, options: target.dial, protocols: [h2, 'http/1.1'] });
    if (!('kind' in dialled) && !('alpnProtocol' in dialled.socket && dialled.socket.alpnProtocol === h2)) {
      dialled.socket.destroy();
      throw new NotApplicable('ALPN does not choose h2');
    }
    const result: WireResult =
      'kind' in dialled
        ? { trouble: dialled, sentHead: '', durationMs: 0, interim: [] }
        : await exchangeOverH2(dialled as Dialled<TLSSocket>, base, request, timeoutMs);
    return draftOf(stimulus, request, { ...result, durationMs: Date.now() - startedAt.getTime() }, startedAt);
  }

  /**
   * What is sent for a stimulus, with the fields that every request of the run has.
   *
   * @throws HarnessError where it names an address that is not ours.
   */
  prepared(stimulus: Stimulus): Request {
    const { target, userAgent } = this.#parts;
    const request = stimulus.request(target);
    assertRecipientsAreOurs(request, target);
    const fields = withExtraHeaders(request.headers, target.extraHeaders);
    const own: readonly Header[] =
      fieldValues(fields, 'User-Agent').length > 0 ? [] : [['User-Agent', target.userAgent ?? userAgent]];
    const whole = { ...request, headers: [...own, ...fields] };
    return target.sendsTraceparent ? traced(stimulus, whole) : whole;
  }

  /** A refusal takes no effect; where no answer came, nobody knows, and it counts. */
  #settled(draft: Draft): Draft {
    if (draft.hasEffect && !mayHaveTakenEffect(draft.response?.status)) this.#parts.budget.release();
    return draft;
  }

  #record(draft: Draft, earlier: readonly Attempt[]): Exchange {
    return this.#parts.recording.add({ ...draft, earlier });
  }
}

type Draft = Omit<Exchange, 'id' | 'earlier'>;

function draftOf(
  stimulus: Stimulus,
  request: Request,
  result: WireResult,
  startedAt: Date,
  connection?: Connection,
): Draft {
  const tls = connection?.tls;
  return {
    name: stimulus.name,
    hasEffect: stimulus.hasEffect,
    protocolLevel: stimulus.protocolLevel ?? false,
    auxiliary: stimulus.auxiliary ?? false,
    ...(stimulus.drawn === true ? { drawn: true } : {}),
    request,
    ...result,
    ...(tls === undefined ? {} : { tls }),
    startedAt: startedAt.toISOString(),
  };
}

/** Transport trouble, and what a gateway answers in the application's place (RFC 9110 15.6.3 to 15.6.5). */
export function isTroubled(exchange: Pick<Exchange, 'response' | 'trouble'>): boolean {
  return exchange.trouble !== undefined || [502, 503, 504].includes(exchange.response?.status ?? 0);
}

/** True for a trouble that may be over by the next attempt; what was too much to be read would be so again. */
function mayPass(exchange: Pick<Exchange, 'response' | 'trouble'>): boolean {
  return isTroubled(exchange) && exchange.trouble?.atLimit !== true;
}

/**
 * True where the target may have closed a connection before it got the request: there is no byte of an answer, or the
 * answer that says that no request came in time (RFC 9110 15.5.9).
 */
function wasLeftBeforehand({ response, trouble, phases }: Draft): boolean {
  if (trouble === undefined) return response?.status === 408;
  return trouble.kind !== 'timeout' && phases?.firstByte === undefined;
}

function attemptOf({ response, trouble, startedAt }: Draft): Attempt {
  return {
    ...(response === undefined ? {} : { status: response.status }),
    ...(trouble === undefined ? {} : { trouble }),
    at: startedAt,
  };
}
