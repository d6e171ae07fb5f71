import type { Target } from '../model/target.ts';
import { Inconclusive } from '../model/outcome.ts';
import { learnSecrets } from '../secrets/learn.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import { Connection, openConnection, type WireResult } from '../http/connection.ts';
import { fieldValues, type Request } from '../model/message.ts';
import type { Budget } from './budget.ts';
import type { Attempt, Exchange, Stimulus } from '../model/exchange.ts';
import { assertRecipientsAreOurs } from './recipients.ts';
import type { Recording } from './recording.ts';
import { isLimited, retryAfterMs } from '../http/not-now.ts';

/** How often one stimulus is waited out before the clause is given up as limited. */
const mostWaits = 8;
/** The wait where a 429 names none, in milliseconds; it doubles each time. */
const unnamedWaitMs = 500;
/** The pause before a troubled exchange is repeated, in milliseconds. */
const pauseBeforeRepeatMs = 150;

/** What the client is made of. */
export interface ClientParts {
  readonly target: Target;
  readonly budget: Budget;
  readonly recording: Recording;
  readonly secrets: SecretRegistry;
  /** Value of `User-Agent` where a request has none of its own. */
  readonly userAgent: string;
  /** Tells whether the target serves at all, so that a fault can be told from an outage. */
  readonly isTargetWell: () => Promise<boolean>;
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
    for (;;) {
      const draft = this.#settled(await this.#attempt(stimulus));
      const { response, trouble } = draft;
      let pause: () => Promise<void>;
      if (response !== undefined && isLimited(response) && stimulus.mayBeLimited !== true) {
        waits += 1;
        const named = retryAfterMs(response, Date.now()) ?? unnamedWaitMs * 2 ** (waits - 1);
        pause = () => this.#waitOut(response.status, waits, named);
      } else if (mayPass(draft) && stimulus.onTrouble !== 'judge' && troubles < 2) {
        troubles += 1;
        pause = () => this.#pauseOrGiveUp(stimulus, draft, troubles);
      } else if (trouble?.kind === 'proxy' && !draft.auxiliary) {
        // It never came to the target, so it says nothing of it.
        pause = () => Promise.reject(new Inconclusive(trouble.message, 'network'));
      } else {
        return this.#record(draft, earlier);
      }
      try {
        await pause();
      } catch (error) {
        this.#record({ ...draft, auxiliary: true }, earlier);
        throw error;
      }
      earlier.push(attemptOf(draft));
    }
  }

  /**
   * Sends a stimulus once, without waiting or repeating, on a connection that the caller keeps.
   *
   * @param connection From {@link Client.connect}.
   */
  async sendOn(connection: Connection, stimulus: Stimulus): Promise<Exchange> {
    const request = this.#prepared(stimulus);
    await this.#parts.budget.admit(stimulus.hasEffect);
    const startedAt = new Date();
    const result = await connection.exchange(request, { timeoutMs: this.#timeoutMs, keepAlive: true });
    return this.#record(this.#settled(draftOf(stimulus, request, result, startedAt, connection)), []);
  }

  /** Opens a connection to the target for {@link Client.sendOn}. */
  async connect(): Promise<Connection> {
    const opened = await openConnection(new URL(this.#parts.target.baseUrl), this.#timeoutMs, this.#parts.target.dial);
    if (opened instanceof Connection) return opened;
    throw new Inconclusive(`no connection: ${opened.message}`, 'network');
  }

  get #timeoutMs(): number {
    const { budget, target } = this.#parts;
    return Math.max(1, Math.min(target.requestTimeoutMs, budget.leftMs));
  }

  async #waitOut(status: number, waits: number, ms: number): Promise<void> {
    if (waits > mostWaits) throw new Inconclusive(`still limited (${status}) after ${mostWaits} waits`, 'limited');
    await this.#parts.budget.wait(ms, 'limited');
  }

  async #pauseOrGiveUp(stimulus: Stimulus, draft: Draft, troubles: number): Promise<void> {
    const what = draft.trouble?.message ?? `its gateway answers ${draft.response?.status ?? 'nothing'}`;
    if (stimulus.onTrouble === 'undecided') throw new Inconclusive(`${what}, and it can't be sent twice`, 'network');
    if (troubles === 2 && !(await this.#parts.isTargetWell())) {
      const blame = draft.trouble?.kind === 'proxy' ? 'network' : 'target down';
      throw new Inconclusive(`the target is away: ${what}, and a known good request fails too`, blame);
    }
    await this.#parts.budget.wait(pauseBeforeRepeatMs * troubles);
  }

  async #attempt(stimulus: Stimulus): Promise<Draft> {
    const request = this.#prepared(stimulus);
    await this.#parts.budget.admit(stimulus.hasEffect);
    const startedAt = new Date();
    const timeoutMs = this.#timeoutMs;
    const opened = await openConnection(new URL(this.#parts.target.baseUrl), timeoutMs, this.#parts.target.dial);
    if (opened instanceof Connection) {
      const result = await opened.exchange(request, { timeoutMs, keepAlive: false });
      return draftOf(stimulus, request, { ...result, durationMs: Date.now() - startedAt.getTime() }, startedAt, opened);
    }
    const durationMs = Date.now() - startedAt.getTime();
    return draftOf(stimulus, request, { trouble: opened, sentHead: '', durationMs, interim: [] }, startedAt);
  }

  #prepared(stimulus: Stimulus): Request {
    const request = stimulus.request(this.#parts.target);
    assertRecipientsAreOurs(request, this.#parts.target);
    if (fieldValues(request.headers, 'User-Agent').length > 0) return request;
    return { ...request, headers: [['User-Agent', this.#parts.userAgent], ...request.headers] };
  }

  /** A refusal takes no effect; where no answer came, nobody knows, and it counts. */
  #settled(draft: Draft): Draft {
    if (draft.hasEffect && (draft.response?.status ?? 0) >= 400) this.#parts.budget.release();
    return draft;
  }

  #record(draft: Draft, earlier: readonly Attempt[]): Exchange {
    const exchange = this.#parts.recording.add({ ...draft, earlier });
    learnSecrets(exchange, this.#parts.secrets);
    return exchange;
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

function attemptOf({ response, trouble, startedAt }: Draft): Attempt {
  return {
    ...(response === undefined ? {} : { status: response.status }),
    ...(trouble === undefined ? {} : { trouble }),
    at: startedAt,
  };
}
