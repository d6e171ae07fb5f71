import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { SandboxAnswer, SandboxRequest } from './message.ts';
import type { Policy } from './policy.ts';
import type { State } from './state.ts';

/**
 * What a fault or a variation changes. Everything that it leaves out stays as the contract wants it.
 *
 * All sandboxes of a process share a behaviour, so it keeps state only through `remember` in `memory.ts`.
 */
export interface Behaviour {
  /** Decisions that differ from the contract-keeping ones. */
  readonly policy?: Partial<Policy>;
  /** Changes a request before the application sees it, as a gateway or a lenient parser does. */
  readonly request?: (request: SandboxRequest, state: State) => SandboxRequest;
  /** Changes or replaces an answer. */
  readonly answer?: (answer: SandboxAnswer, request: SandboxRequest, context: AnswerContext) => SandboxAnswer;
  /** Writes an answer in place of the server. Returns true if it did. */
  readonly write?: (answer: SandboxAnswer, request: SandboxRequest, wire: Wire, context: AnswerContext) => boolean;
  /** Delay before the answer, in milliseconds. */
  readonly delayMs?: (request: SandboxRequest) => number;
  /** Answer to `Expect: 100-continue`: 100, 417, or nothing before the final answer. Default: `continue`. */
  readonly onExpectation?: 'continue' | 'refuse' | 'ignore';
  /** Answer to a request that is not valid HTTP, or none for the default: 400 without content. */
  readonly onMalformed?: WireAnswer | ((code: string) => WireAnswer | undefined);
  /** True where HTTP is parsed leniently: a coding beside a length, odd codings and folded lines are taken. */
  readonly lenientParser?: true;
  /** Answer to a request whose head is too large. Default: 431 without content. */
  readonly onLargeHead?: WireRefusal | 'drop';
}

/**
 * What comes in place of an answer to a request that is not valid HTTP. A list stands for a server that reads on after
 * its refusal and answers the remaining bytes as another request.
 */
export type WireAnswer = WireRefusal | readonly WireRefusal[] | 'drop';

/** An answer that the web server gives before the application sees the request. */
export interface WireRefusal {
  readonly status: number;
  readonly body?: string;
}

/** What a behaviour can use to change an answer. */
export interface AnswerContext {
  readonly state: State;
  /** The application's answer to another request. */
  readonly again: (request: SandboxRequest) => SandboxAnswer;
}

/** The connection below an answer. */
export interface Wire {
  readonly socket: Socket;
  readonly response: ServerResponse;
}

/** Behaviour with a name. */
interface Named extends Behaviour {
  /** Unique, in kebab-case. */
  readonly id: string;
  /** What it does, as a sentence in the present tense without a full stop. */
  readonly title: string;
  /** What the sandbox has to be started with. */
  readonly needs?: 'tls';
}

/** When a fault shows. */
export type Circumstance =
  | 'always'
  | 'for one kind of request'
  | 'for one method'
  | 'for one URL'
  | 'for one header'
  | 'for one media type'
  | 'for one body'
  | 'for one value'
  | 'depending on earlier calls'
  | 'depending on the age of a token'
  | 'now and then'
  | 'under concurrency'
  | 'on a reused connection'
  | 'over https';

/** A way to break the contract. */
export interface Fault extends Named {
  /** The clauses that it breaks, without those that fail only because they depend on one of these. */
  readonly breaks: readonly string[];
  readonly shows: Circumstance;
}

/** A way to use a freedom that the contract leaves. */
export interface Variation extends Named {
  /** False if it departs from a SHOULD and so does not conform under STRICT=1. */
  readonly strict: boolean;
}

/**
 * Makes a fault. One that shows over https needs a sandbox with TLS.
 *
 * @param title What the fault does, as a sentence in the present tense without a full stop.
 * @param breaks Ids of the clauses that it breaks, without those that fail only because they depend on one of these.
 */
export function fault(
  id: string,
  title: string,
  breaks: readonly string[],
  behaviour: Behaviour,
  shows: Circumstance = 'always',
): Fault {
  return { id, title, breaks, shows, ...(shows === 'over https' ? { needs: 'tls' } : {}), ...behaviour };
}

/**
 * Makes a variation.
 *
 * @param title What the variation does, as a sentence in the present tense without a full stop.
 * @param options `strict: false` marks a departure from a SHOULD.
 */
export function variation(
  id: string,
  title: string,
  behaviour: Behaviour,
  { strict = true }: { readonly strict?: boolean } = {},
): Variation {
  return { id, title, strict, ...behaviour };
}
