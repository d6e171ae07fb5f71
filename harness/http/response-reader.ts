import { type Response, listMembers } from '../model/message.ts';
import type { Trouble } from '../model/trouble.ts';
import { BoundedBytes } from './bounded-bytes.ts';
import { ChunkedContent } from './chunked-content.ts';
import { undoCodings } from './content-coding.ts';
import { HeadBuffer } from './head-buffer.ts';
import { bodyLimit, limits } from './limits.ts';
import { type Framing, framingOf, parseHead, type ResponseHead } from './response-head.ts';

/**
 * Reads one final response from a byte stream, strictly by RFC 9112, so that faults of framing are told apart.
 *
 * Feed it what arrives; it is `done` when the response is whole, cut at a limit, or in trouble. It takes time and memory
 * in proportion to what arrives, within `limits.ts`.
 */
export class ResponseReader {
  readonly #method: string;
  readonly #headOnly: boolean;
  #headBuffer = new HeadBuffer(limits.headBytes);
  #head: ResponseHead | undefined;
  #framing: Framing = { kind: 'none' };
  readonly #interim: number[] = [];
  #content = new BoundedBytes(0);
  #chunks: ChunkedContent | undefined;
  #whole = false;
  #surplus = 0;
  #trouble: Trouble | undefined;

  /**
   * @param method Method of the request: a response to HEAD has no content (RFC 9110 9.3.2).
   * @param headOnly True where the content is of no interest: the response is done, and marked as truncated, with its
   *   header section.
   */
  constructor(method: string, headOnly = false) {
    this.#method = method;
    this.#headOnly = headOnly;
  }

  /** True when nothing that may still arrive belongs to the response. */
  get done(): boolean {
    return this.#whole || this.cut;
  }

  /** True when reading stopped at a limit or at a fault: what follows is of no interest. */
  get cut(): boolean {
    const hasHead = this.#headOnly && this.#head !== undefined;
    return this.#content.isCut || this.#trouble !== undefined || hasHead || this.#surplus > limits.surplusBytes;
  }

  /** True when a single byte of any response has arrived. */
  get begun(): boolean {
    return this.#head !== undefined || this.#interim.length > 0 || this.#headBuffer.length > 0;
  }

  /** Status codes of the interim responses so far. */
  get interim(): readonly number[] {
    return this.#interim;
  }

  /** Takes the next bytes. */
  feed(bytes: Buffer): void {
    let left = bytes;
    while (left.length > 0 && !this.done) {
      left = this.#head === undefined ? this.#readHead(left) : this.#readContent(left);
    }
    if (this.#whole) this.#surplus += left.length;
  }

  /** The peer has ended its side of the connection. */
  end(): void {
    if (this.done) return;
    if (this.#head !== undefined && this.#framing.kind === 'close') {
      this.#whole = true;
    } else {
      this.#trouble = this.#brokenOff('the connection is closed');
    }
  }

  /** Gives the state of an exchange that stops here for another reason, such as a timeout. */
  brokenOff(kind: 'timeout' | 'reset', what: string): Trouble {
    const trouble = this.#brokenOff(what);
    return { kind: kind === 'reset' && this.begun ? 'incomplete' : kind, message: trouble.message };
  }

  /** @returns the response, or the trouble that kept it from being one. Call it when `done`. */
  result(): Response | Trouble {
    if (this.#trouble !== undefined) return this.#trouble;
    const head = this.#head;
    if (head === undefined) return this.#brokenOff('reading stops');
    const content = this.#content.bytes();
    const decoded =
      this.#content.isCut || this.#headOnly
        ? { body: content, truncated: true }
        : undoCodings(content, listMembers(head.headers, 'Content-Encoding'), bodyLimit(head.status));
    if ('problem' in decoded) return { kind: 'malformed', message: decoded.problem };
    const empty = this.#framing.kind === 'none';
    if (this.#surplus > 0 && !empty) {
      return {
        kind: 'surplus',
        message: `${this.#surplus} bytes follow the end of the response (status ${head.status})`,
      };
    }
    return {
      ...head,
      body: decoded.body,
      truncated: decoded.truncated,
      interim: this.#interim,
      unexpectedContent: this.#surplus,
    };
  }

  #brokenOff(what: string): Trouble {
    if (!this.begun) return { kind: 'closed', message: `${what} before any byte of a response` };
    if (this.#head === undefined) {
      const after =
        this.#interim.length > 0 && this.#headBuffer.length === 0
          ? `after ${this.#interim.length} interim responses`
          : 'within the header section';
      return { kind: 'incomplete', message: `${what} ${after}` };
    }
    const of = this.#framing.kind === 'length' ? ` of ${this.#framing.length}` : '';
    return {
      kind: 'incomplete',
      message: `${what} after ${this.#content.seen}${of} bytes of content (half a response, status ${this.#head.status})`,
    };
  }

  /** Notes a fault; nothing is read after it. */
  #fail({ message, atLimit = false }: { message: string; atLimit?: boolean }): Buffer {
    this.#trouble = { kind: 'malformed', message, ...(atLimit ? { atLimit } : {}) };
    return Buffer.alloc(0);
  }

  /** Takes what belongs to the header section, and gives the rest. */
  #readHead(bytes: Buffer): Buffer {
    const found = this.#headBuffer.add(bytes);
    if (found === undefined) {
      if (this.#headBuffer.isTooLong) {
        return this.#fail({ message: `the header section exceeds ${limits.headBytes} bytes`, atLimit: true });
      }
      return this.#headBuffer.mayBeginWith('HTTP/')
        ? Buffer.alloc(0)
        : this.#fail({ message: 'the answer is not HTTP' });
    }
    const head = parseHead(found.text);
    if ('message' in head) return this.#fail(head);
    if (head.status < 200) {
      this.#headBuffer = new HeadBuffer(limits.headBytes);
      this.#interim.push(head.status);
      return this.#interim.length > limits.interimResponses
        ? this.#fail({
            message: `more than ${limits.interimResponses} interim responses come before the final one`,
            atLimit: true,
          })
        : found.rest;
    }
    this.#begin(head);
    return found.rest;
  }

  #begin(head: ResponseHead): void {
    this.#head = head;
    // What it holds has become the head.
    this.#headBuffer = new HeadBuffer(limits.headBytes);
    const framing = framingOf(head, this.#method);
    if ('message' in framing) {
      this.#fail(framing);
      return;
    }
    this.#framing = framing;
    this.#content = new BoundedBytes(bodyLimit(head.status));
    if (framing.kind === 'chunked')
      this.#chunks = new ChunkedContent((piece, start, end) => this.#content.add(piece, start, end));
    if (framing.kind === 'none' || (framing.kind === 'length' && framing.length === 0)) this.#whole = true;
  }

  /** Takes what belongs to the content, and gives the rest. */
  #readContent(bytes: Buffer): Buffer {
    if (this.#chunks !== undefined) {
      const rest = this.#chunks.add(bytes);
      if ('message' in rest) return this.#fail(rest);
      this.#whole = this.#chunks.isWhole;
      return rest;
    }
    const left = this.#framing.kind === 'length' ? this.#framing.length - this.#content.seen : Infinity;
    this.#content.add(bytes, 0, Math.min(bytes.length, left));
    this.#whole = this.#framing.kind === 'length' && bytes.length >= left;
    return bytes.subarray(left);
  }
}
