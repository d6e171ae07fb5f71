import { performance } from 'node:perf_hooks';
import * as http2 from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { type Header, listMembers, type Request, type Response } from '../model/message.ts';
import { phasesWith } from '../model/phases.ts';
import type { Trouble } from '../model/trouble.ts';
import { BoundedBytes } from './bounded-bytes.ts';
import type { WireResult } from './connection.ts';
import { startDeadline } from './deadline.ts';
import type { Dialled } from './dial.ts';
import { undoCodings } from './content-coding.ts';
import { bodyLimit, limits } from './limits.ts';

/** The protocol name of HTTP/2 over TLS in ALPN (RFC 9113 3.2). */
export const h2 = 'h2';

/** Errors by which HTTP/2 says that a peer breaks its rules. */
const protocolErrors = /^(?:ERR_HTTP2_(?:SESSION_ERROR|STREAM_ERROR|ERROR)|NGHTTP2_.*)$/;

/**
 * Sends one request over HTTP/2 (RFC 9113) and reads its response within `limits.ts`. The connection ends with it.
 *
 * @param dialled From the dialler, with `h2` as the protocol that ALPN agreed on.
 * @param base Base URL of the target: its host is the authority, its path stands before the request's.
 * @param request `framing`, `rawLines` and `expectContinueMs` mean HTTP/1.1 and are not looked at.
 * @param timeoutMs From now to the response's last byte, in milliseconds.
 * @returns the response, `httpVersion` being `2`; or the trouble that kept it from being one. `sentHead` shows the
 *   fields as lines.
 */
export async function exchangeOverH2(
  { socket, phases }: Pick<Dialled<TLSSocket>, 'socket' | 'phases'>,
  base: URL,
  request: Request,
  timeoutMs: number,
): Promise<WireResult> {
  const fields = fieldsOf(base, request);
  const started = performance.now();
  const reading = new Reading();
  const trouble = await converse(socket, base, fields, request, reading, timeoutMs);
  const durationMs = performance.now() - started;
  const result = trouble ?? reading.result();
  return {
    ...('status' in result ? { response: result } : { trouble: result }),
    sentHead: headInLines(fields),
    durationMs,
    phases: phasesWith(
      phases,
      durationMs,
      reading.firstByteAt === undefined ? undefined : reading.firstByteAt - started,
    ),
    interim: reading.interim,
  };
}

/** What has come of a response. */
class Reading {
  firstByteAt: number | undefined;
  readonly interim: number[] = [];
  #head: { readonly status: number; readonly headers: readonly Header[] } | undefined;
  #content = new BoundedBytes(0);

  /** True when reading stops at a limit: what follows is of no interest. */
  get isCut(): boolean {
    return this.#content.isCut;
  }

  begin(status: number, headers: readonly Header[]): void {
    this.#head = { status, headers };
    this.#content = new BoundedBytes(bodyLimit(status));
  }

  add(data: Buffer): void {
    this.#content.add(data);
  }

  /** In words, where it stopped. */
  get place(): string {
    if (this.#head === undefined) return this.interim.length === 0 ? 'before any byte of a response' : 'within it';
    return `after ${this.#content.seen} bytes of content (half a response, status ${this.#head.status})`;
  }

  get begun(): boolean {
    return this.#head !== undefined || this.interim.length > 0;
  }

  result(): Response | Trouble {
    if (this.#head === undefined) return { kind: 'closed', message: 'the stream ends before any byte of a response' };
    const { status, headers } = this.#head;
    const content = this.#content.bytes();
    const decoded = this.isCut
      ? { body: content, truncated: true }
      : undoCodings(content, listMembers(headers, 'Content-Encoding'), bodyLimit(status));
    if ('problem' in decoded) return { kind: 'malformed', message: decoded.problem };
    // HTTP/2 has no reason phrase (RFC 9113 8.3.2), and frames leave no room for content where none may stand.
    return { status, reason: '', httpVersion: '2', headers, ...decoded, interim: this.interim, unexpectedContent: 0 };
  }
}

async function converse(
  socket: TLSSocket,
  base: URL,
  fields: readonly Header[],
  request: Request,
  reading: Reading,
  timeoutMs: number,
): Promise<Trouble | undefined> {
  return new Promise((resolve) => {
    const session = http2.connect(base.origin, {
      createConnection: () => socket,
      maxHeaderListPairs: limits.fields,
      maxSessionMemory: 4,
      settings: { enablePush: false, maxHeaderListSize: limits.headBytes },
    });
    const cancelDeadline = startDeadline(timeoutMs, () => {
      settle({ kind: 'timeout', message: `no whole response within ${timeoutMs} ms: it hangs ${reading.place}` });
    });
    const settle = (trouble?: Trouble): void => {
      cancelDeadline();
      session.destroy();
      resolve(trouble);
    };
    const onError = (error: NodeJS.ErrnoException): void => settle(troubleOf(error, reading));
    session.on('error', onError);
    session.once('close', () => settle({ kind: 'closed', message: `the connection is closed ${reading.place}` }));
    const stream = session.request(byName(fields), { endStream: request.body === undefined });
    stream.on('error', onError);
    stream.on('headers', (headers) => {
      reading.firstByteAt ??= performance.now();
      reading.interim.push(Number(headers[':status']));
      if (reading.interim.length > limits.interimResponses) {
        settle({
          kind: 'malformed',
          message: `more than ${limits.interimResponses} interim responses come before the final one`,
          atLimit: true,
        });
      }
    });
    // Node gives the raw fields as a third argument, which its types leave out.
    stream.on('response', (headers: http2.IncomingHttpHeaders, _flags: number, raw?: readonly string[]) => {
      reading.firstByteAt ??= performance.now();
      reading.begin(Number(headers[':status']), headersOf(raw ?? []));
    });
    stream.on('data', (data: Buffer) => {
      reading.add(data);
      if (reading.isCut) settle();
    });
    // A stream that is reset ends, too; only its code tells that from a whole response.
    stream.once('close', () => {
      const { rstCode } = stream;
      settle(rstCode === http2.constants.NGHTTP2_NO_ERROR ? undefined : resetBy(rstCode, reading));
    });
    if (request.body !== undefined) stream.end(Buffer.from(request.body));
  });
}

function resetBy(code: number, reading: Reading): Trouble {
  const message = `the stream is reset ${reading.place} (code ${code} of RFC 9113 7)`;
  return { kind: reading.begun ? 'incomplete' : 'reset', message };
}

function troubleOf(error: NodeJS.ErrnoException, reading: Reading): Trouble {
  const code = error.code ?? error.name;
  if (protocolErrors.test(code)) return { kind: 'malformed', message: `HTTP/2 breaks off ${reading.place} (${code})` };
  const kind = reading.begun ? 'incomplete' : 'reset';
  return { kind, message: `the connection is reset ${reading.place}`, code };
}

/** Fields of the request in lower case, the pseudo-fields first (RFC 9113 8.2.1, 8.3.1). */
function fieldsOf(base: URL, { method, path, headers, body }: Request): Header[] {
  const length: Header[] = body === undefined ? [] : [['content-length', String(body.length)]];
  return [
    [':method', method],
    [':scheme', base.protocol.replace(':', '')],
    [':authority', base.host],
    [':path', `${base.pathname.replace(/\/+$/, '')}${path}`],
    ...headers.map(([name, value]): Header => [name.toLowerCase(), value]),
    ...length,
  ];
}

/** Fields as Node takes them: several values of one name in a list. */
function byName(fields: readonly Header[]): http2.OutgoingHttpHeaders {
  const lists = new Map<string, string[]>();
  for (const [name, value] of fields) lists.set(name, [...(lists.get(name) ?? []), value]);
  return Object.fromEntries([...lists].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

function headInLines(fields: readonly Header[]): string {
  return `${fields.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`;
}

/** Names and values that stand in turns, without the pseudo-fields. */
function headersOf(raw: readonly string[]): Header[] {
  return raw.flatMap((name, index): Header[] =>
    index % 2 === 0 && !name.startsWith(':') ? [[name, raw[index + 1] ?? '']] : [],
  );
}
