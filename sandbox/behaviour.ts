import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { SandboxAnswer, SandboxRequest } from './message.ts';
import type { Policy } from './policy.ts';
import type { State } from './state.ts';

/** What a fault or a variation changes; everything that it leaves out stays as the contract wants it. */
export interface Behaviour {
  /** Decisions that are taken otherwise. */
  readonly policy?: Partial<Policy>;
  /** Changes a request before the application sees it, as a gateway or a lenient parser does. */
  readonly request?: (request: SandboxRequest, state: State) => SandboxRequest;
  /** Changes an answer, or replaces it; `again` answers another request in its place. */
  readonly answer?: (answer: SandboxAnswer, request: SandboxRequest, context: AnswerContext) => SandboxAnswer;
  /** Takes over writing an answer; true where it did. */
  readonly write?: (answer: SandboxAnswer, request: SandboxRequest, wire: Wire, context: AnswerContext) => boolean;
  /** Milliseconds that an answer is held back. */
  readonly delayMs?: (request: SandboxRequest) => number;
  /** Whether a body that waits for `100 Continue` is asked for. Default: yes. */
  readonly onExpectation?: 'continue' | 'refuse' | 'ignore';
  /**
   * Answer to what is no HTTP; several where the server reads on behind its refusal, and takes what is left for another
   * request. Default: 400 without content.
   */
  readonly onMalformed?: WireRefusal | readonly WireRefusal[] | 'drop';
  /**
   * What becomes of a body that is larger than the server takes: it is read to its end, so that the caller gets to see
   * the answer; it is answered at once, and the connection closed while the rest still comes; or the connection is
   * closed without a word. Default: read.
   */
  readonly onLargeBody?: 'read' | 'answer' | 'drop';
  /** Answer to a head that is too large. Default: 431 without content. */
  readonly onLargeHead?: WireRefusal | 'drop';
}

/** An answer that the web server gives before the application sees the request. */
export interface WireRefusal {
  readonly status: number;
  readonly body?: string;
}

/** What an answer may be made from. */
export interface AnswerContext {
  readonly state: State;
  readonly policy: Policy;
  /** The application's answer to another request. */
  readonly again: (request: SandboxRequest) => SandboxAnswer;
}

/** The connection below an answer. */
export interface Wire {
  readonly socket: Socket;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
}

/** A behaviour with a name. */
interface Named extends Behaviour {
  /** Kebab-case. */
  readonly id: string;
  /** What it does, in one sentence in the present tense. */
  readonly title: string;
  /** What it needs of the server beside plain HTTP. */
  readonly needs?: 'tls';
}

/** A way to break the contract. */
export interface Fault extends Named {
  /** The clauses that it breaks, those left out that fail only because one of these does. */
  readonly breaks: readonly string[];
  /** When it shows: `always`, or the circumstance. */
  readonly shows: string;
  /** Where such a fault comes from. */
  readonly origin: 'framework' | 'gateway' | 'refactoring' | 'rot' | 'security';
}

/** A way to use a freedom that the contract leaves. */
export interface Variation extends Named {
  /** False where it departs from a SHOULD, and so does not conform under STRICT=1. */
  readonly strict: boolean;
}
