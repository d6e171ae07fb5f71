import type { Target } from './target.ts';
import type { Request, Response } from './message.ts';
import type { TlsFacts } from './tls-facts.ts';
import type { Phases } from './phases.ts';
import type { Trouble } from './trouble.ts';

/** A request with a name: what is sent, and what sending it may do. */
export interface Stimulus {
  /** Name of the input, unique among all calls: the recording's key and the step in the report. */
  readonly name: string;
  /** True where a target that goes ahead does something to the test account: such requests are counted and limited. */
  readonly hasEffect: boolean;
  /** What is sent to a given target. */
  readonly request: (target: Target) => Request;
  /**
   * What is done where no response comes, or a gateway's. `again`, the default: it is sent again. `never`: sending it
   * again would change its meaning (a spent token), so nothing can be told. `judged`: that is an answer, too.
   */
  readonly onTrouble?: 'retry' | 'undecided' | 'judge';
  /** True where "not now" is an answer to be judged, not to be waited out. */
  readonly mayBeLimited?: boolean;
  /** True where a web server may answer before the application sees the request. */
  readonly protocolLevel?: boolean;
  /** True where it is sent to see whether the target serves, and not as evidence for a clause. */
  readonly auxiliary?: boolean;
  /** True where it has the form of a published sample, which names no trace. */
  readonly asPublished?: boolean;
  /** True where it goes over HTTP/2, which ALPN has to agree on (RFC 9113 3.2). */
  readonly overHttp2?: boolean;
  /** True where what it says is drawn at random, and so no secret. */
  readonly drawn?: boolean;
  /** Why it departs from the good request in several ways at once; each way stands as an input of its own, too. */
  readonly combination?: string;
}

/** What a stimulus may have beside its name and its request. */
export type Traits = Partial<Omit<Stimulus, 'name' | 'request'>>;

/** Makes a stimulus; one that names no account unless its traits say so. */
export function stimulus(name: string, request: (target: Target) => Request, traits: Traits = {}): Stimulus {
  return { name, hasEffect: false, ...traits, request };
}

/** An attempt that was given up for another one. */
export interface Attempt {
  readonly status?: number;
  readonly trouble?: Trouble;
  /** True where its connection was opened ahead, and closed by the target before the request came: nobody's fault. */
  readonly stale?: boolean;
  readonly at: string;
}

/** One recorded exchange: what went out, what came back, when. */
export interface Exchange {
  /** Counts from 1 in a run. */
  readonly id: number;
  readonly name: string;
  readonly hasEffect: boolean;
  readonly protocolLevel: boolean;
  /** True where it is no evidence: sent to see whether the target serves, or given up on the way. */
  readonly auxiliary: boolean;
  /** True where what the request says is drawn at random, and so no secret. */
  readonly drawn?: boolean;
  readonly request: Request;
  /** Head of the request as it stood on the wire, in latin1. */
  readonly sentHead: string;
  readonly response?: Response;
  readonly trouble?: Trouble;
  /** Interim status codes that came. */
  readonly interim: readonly number[];
  readonly tls?: TlsFacts;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Of the last attempt, in milliseconds; with the opening of its connection, where that was not opened ahead. */
  readonly durationMs: number;
  /** What the time of the last attempt went into; absent where no connection came about. */
  readonly phases?: Phases;
  /** Earlier attempts that were waited out or repeated. */
  readonly earlier: readonly Attempt[];
}

/** An exchange that brought a response. */
export type Answered = Exchange & { readonly response: Response };

/** True where a response came. */
export function isAnswered(exchange: Exchange): exchange is Answered {
  return exchange.response !== undefined;
}
