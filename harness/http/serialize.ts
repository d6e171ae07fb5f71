import { fieldValue, type Header, type Request } from '../model/message.ts';

/** The bytes of a request in sending order: what stands before the content, and the content as it is framed. */
export interface Serialized {
  readonly head: Buffer;
  readonly content: Buffer;
}

/**
 * Writes a request as HTTP/1.1 (RFC 9112 3, 5, 6).
 *
 * @param request What to send; nothing in it is corrected.
 * @param host Value of `Host`.
 * @param basePath Path of the base URL, without a trailing slash.
 * @param keepAlive False adds `Connection: close`.
 */
export function serialize(request: Request, host: string, basePath: string, keepAlive: boolean): Serialized {
  const framing = request.framing ?? (request.body === undefined ? 'none' : 'length');
  const body = Buffer.from(request.body ?? []);
  const fields: Header[] = [...(request.withoutHost === true ? [] : [['Host', host] as const]), ...request.headers];
  if (request.expectContinueMs !== undefined) fields.push(['Expect', '100-continue']);
  if (framing === 'length') fields.push(['Content-Length', String(body.length)]);
  if (framing === 'chunked') fields.push(['Transfer-Encoding', 'chunked']);
  if (!keepAlive && fieldValue(request.headers, 'Connection') === undefined) fields.push(['Connection', 'close']);
  const lines = [
    `${request.method} ${basePath}${request.path} HTTP/1.1`,
    ...fields.map(([name, value]) => (value === '' ? `${name}:` : `${name}: ${value}`)),
    ...(request.rawLines ?? []),
  ];
  // latin1: a field value is octets (RFC 9110 5.5), and what is sent must be what the record shows.
  return {
    head: Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'),
    content: framing === 'chunked' ? chunked(body) : body,
  };
}

function chunked(body: Buffer): Buffer {
  const chunk = body.length === 0 ? [] : [Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')];
  return Buffer.concat([...chunk, Buffer.from('0\r\n\r\n')]);
}
