import { undoCodings } from './content-coding.ts';
import { limits } from './limits.ts';
import { type Header, listMembers, type Response, fieldValues } from '../model/message.ts';
import type { Trouble } from '../model/trouble.ts';

interface Head {
  readonly status: number;
  readonly reason: string;
  readonly httpVersion: string;
  readonly headers: readonly Header[];
}

type Framing = { kind: 'none' } | { kind: 'length'; length: number } | { kind: 'chunked' } | { kind: 'close' };

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * Reads one final response from a byte stream, strictly by RFC 9112, so that faults of framing are told apart.
 *
 * Feed it what arrives; it is `done` when the response is whole, cut at a limit, or in trouble.
 */
export class ResponseReader {
  readonly #method: string;
  #pending: Buffer = Buffer.alloc(0);
  #head: Head | undefined;
  #framing: Framing = { kind: 'none' };
  readonly #interim: number[] = [];
  readonly #content: Buffer[] = [];
  #contentBytes = 0;
  #chunkLeft = -1;
  #inTrailers = false;
  #truncated = false;
  #whole = false;
  #surplus = 0;
  #trouble: Trouble | undefined;

  /** @param method Method of the request: a response to HEAD has no content (RFC 9110 9.3.2). */
  constructor(method: string) {
    this.#method = method;
  }

  /** True when nothing that may still arrive belongs to the response. */
  get done(): boolean {
    return this.#whole || this.#truncated || this.#trouble !== undefined;
  }

  /** True when reading stopped at a limit or at a fault: what follows is of no interest. */
  get cut(): boolean {
    return this.#truncated || this.#trouble !== undefined;
  }

  /** True when a single byte of any response has arrived. */
  get begun(): boolean {
    return this.#head !== undefined || this.#interim.length > 0 || this.#pending.length > 0;
  }

  /** Status codes of the interim responses so far. */
  get interim(): readonly number[] {
    return this.#interim;
  }

  /** Takes the next bytes. */
  feed(bytes: Buffer): void {
    if (this.#trouble !== undefined || this.#truncated) return;
    if (this.#whole) {
      this.#surplus += bytes.length;
      return;
    }
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    while (!this.done && this.#step());
    this.#countSurplus();
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
    const decoded = this.#truncated
      ? { body: Buffer.concat(this.#content).subarray(0, limits.bodyBytes), truncated: true }
      : undoCodings(Buffer.concat(this.#content), listMembers(head.headers, 'Content-Encoding'));
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
        this.#interim.length > 0 && this.#pending.length === 0
          ? `after ${this.#interim.length} interim responses`
          : 'within the header section';
      return { kind: 'incomplete', message: `${what} ${after}` };
    }
    const of = this.#framing.kind === 'length' ? ` of ${this.#framing.length}` : '';
    return {
      kind: 'incomplete',
      message: `${what} after ${this.#contentBytes}${of} bytes of content (half a response, status ${this.#head.status})`,
    };
  }

  #fail(message: string): boolean {
    this.#trouble = { kind: 'malformed', message };
    return false;
  }

  #countSurplus(): void {
    if (!this.#whole) return;
    this.#surplus += this.#pending.length;
    this.#pending = Buffer.alloc(0);
  }

  /** One step of parsing; false where more bytes are needed. */
  #step(): boolean {
    if (this.#head === undefined) return this.#readHead();
    switch (this.#framing.kind) {
      case 'chunked':
        return this.#readChunked();
      case 'length':
        return this.#readLength(this.#framing.length);
      default:
        return this.#take(this.#pending.length);
    }
  }

  #readHead(): boolean {
    const end = /\r?\n\r?\n/.exec(this.#pending.subarray(0, limits.headBytes).toString('latin1'));
    if (end === null) {
      if (this.#pending.length > limits.headBytes)
        return this.#fail(`the header section exceeds ${limits.headBytes} bytes`);
      if (this.#pending.length >= 5 && !this.#pending.subarray(0, 5).equals(Buffer.from('HTTP/'))) {
        return this.#fail('the answer is not HTTP');
      }
      return false;
    }
    const text = this.#pending.subarray(0, end.index).toString('latin1');
    this.#pending = this.#pending.subarray(end.index + end[0].length);
    const head = parseHead(text);
    if (typeof head === 'string') return this.#fail(head);
    if (head.status < 200) {
      this.#interim.push(head.status);
      if (this.#interim.length > limits.interimResponses) {
        return this.#fail(`more than ${limits.interimResponses} interim responses come before the final one`);
      }
      return this.#pending.length > 0;
    }
    this.#head = head;
    const framing = framingOf(head, this.#method);
    if (typeof framing === 'string') return this.#fail(framing);
    this.#framing = framing;
    if (framing.kind === 'none' || (framing.kind === 'length' && framing.length === 0)) {
      this.#whole = true;
      return false;
    }
    return this.#pending.length > 0;
  }

  #readLength(length: number): boolean {
    this.#take(Math.min(this.#pending.length, length - this.#contentBytes));
    if (this.#contentBytes === length) this.#whole = true;
    return false;
  }

  /** Moves bytes from pending to content, up to the limit. */
  #take(count: number): boolean {
    this.#content.push(this.#pending.subarray(0, count));
    this.#contentBytes += count;
    this.#pending = this.#pending.subarray(count);
    if (this.#contentBytes > limits.bodyBytes) this.#truncated = true;
    return false;
  }

  #readChunked(): boolean {
    if (this.#chunkLeft > 0) {
      const count = Math.min(this.#pending.length, this.#chunkLeft);
      this.#take(count);
      this.#chunkLeft -= count;
      return this.#pending.length > 0;
    }
    const newline = this.#pending.indexOf('\n');
    if (newline === -1) {
      return this.#pending.length > limits.headBytes ? this.#fail('a chunk-size line does not end') : false;
    }
    const line = this.#pending.subarray(0, newline).toString('latin1').replace(/\r$/, '');
    this.#pending = this.#pending.subarray(newline + 1);
    if (this.#inTrailers) {
      if (line === '') this.#whole = true;
      return true;
    }
    if (this.#chunkLeft === 0) {
      // The line end after a chunk's data.
      if (line !== '') return this.#fail('a chunk is longer than its size says');
      this.#chunkLeft = -1;
      return true;
    }
    const size = /^([0-9A-Fa-f]{1,8})[ \t]*(;.*)?$/.exec(line)?.[1];
    if (size === undefined) return this.#fail('a chunk size is not hexadecimal');
    this.#chunkLeft = Number.parseInt(size, 16);
    if (this.#chunkLeft === 0) this.#inTrailers = true;
    return true;
  }
}

function parseHead(text: string): Head | string {
  const [statusLine = '', ...lines] = text.split(/\r?\n/);
  const match = /^HTTP\/(1\.[01]) ([1-9]\d\d)(?: (.*))?$/.exec(statusLine);
  if (match === null) return 'the status line is malformed';
  const headers: Header[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    if (colon < 1 || !token.test(name)) return 'a header line is malformed';
    headers.push([name, line.slice(colon + 1).trim()]);
  }
  return { status: Number(match[2]), reason: match[3] ?? '', httpVersion: match[1] ?? '', headers };
}

/** How the content is delimited (RFC 9112 6.3). */
function framingOf(head: Head, method: string): Framing | string {
  if (method === 'HEAD' || head.status === 204 || head.status === 304) return { kind: 'none' };
  const codings = listMembers(head.headers, 'Transfer-Encoding').map((coding) => coding.toLowerCase());
  if (codings.length > 0) {
    return codings.length === 1 && codings[0] === 'chunked'
      ? { kind: 'chunked' }
      : 'the transfer coding is not one that was asked for';
  }
  const lengths = new Set(
    fieldValues(head.headers, 'Content-Length').flatMap((value) => value.split(',').map((each) => each.trim())),
  );
  if (lengths.size === 0) return { kind: 'close' };
  const [length = ''] = lengths;
  if (lengths.size > 1 || !/^\d{1,15}$/.test(length)) return 'Content-Length is not one decimal number';
  return { kind: 'length', length: Number(length) };
}
