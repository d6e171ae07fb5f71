import { type Header, fieldValues, listMembers } from '../model/message.ts';
import { limits } from './limits.ts';

/** Status line and fields of a response. */
export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  readonly httpVersion: string;
  readonly headers: readonly Header[];
}

/** Why a header section is none, in words. */
export interface HeadFault {
  readonly message: string;
  /** True where a limit of ours is exceeded, and no rule of HTTP broken. */
  readonly atLimit?: boolean;
}

/** How the content of a response is delimited (RFC 9112 6.3). */
export type Framing = { kind: 'none' } | { kind: 'length'; length: number } | { kind: 'chunked' } | { kind: 'close' };

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * Parses a header section by RFC 9112 4 and 5.
 *
 * @param text Status line and field lines, without the empty line after them.
 */
export function parseHead(text: string): ResponseHead | HeadFault {
  const [statusLine = '', ...lines] = text.split(/\r?\n/);
  const match = /^HTTP\/(1\.[01]) ([1-9]\d\d)(?: (.*))?$/.exec(statusLine);
  if (match === null) return { message: 'the status line is malformed' };
  if (lines.length > limits.fields)
    return { message: `there are more than ${limits.fields} header lines`, atLimit: true };
  const headers: Header[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    if (colon < 1 || !token.test(name)) return { message: 'a header line is malformed' };
    headers.push([name, line.slice(colon + 1).trim()]);
  }
  return { status: Number(match[2]), reason: match[3] ?? '', httpVersion: match[1] ?? '', headers };
}

/**
 * Tells how the content is delimited (RFC 9112 6.3).
 *
 * @param method Method of the request.
 */
export function framingOf(head: ResponseHead, method: string): Framing | HeadFault {
  if (method === 'HEAD' || head.status === 204 || head.status === 304) return { kind: 'none' };
  const codings = listMembers(head.headers, 'Transfer-Encoding').map((coding) => coding.toLowerCase());
  if (codings.length > 0) {
    return codings.length === 1 && codings[0] === 'chunked'
      ? { kind: 'chunked' }
      : { message: 'the transfer coding is not one that was asked for' };
  }
  const lengths = new Set(
    fieldValues(head.headers, 'Content-Length').flatMap((value) => value.split(',').map((each) => each.trim())),
  );
  if (lengths.size === 0) return { kind: 'close' };
  const [length = ''] = lengths;
  if (lengths.size > 1 || !/^\d{1,15}$/.test(length)) {
    return { message: 'Content-Length is not one decimal number' };
  }
  return { kind: 'length', length: Number(length) };
}
