import type { Entry, Har, Header, Request, Response, Timings } from 'har-format';
import type { Exchange } from '../model/exchange.ts';
import { fieldValue } from '../model/message.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import { printable } from '../text/printable.ts';
import { versions } from './environment-info.ts';
import { ArchivedBodies } from './har-bodies.ts';
import { ArchiveRedaction } from './har-redaction.ts';
import type { RunResult } from './run-result.ts';
import { targetInWords } from './target-name.ts';

/** Longest value of a header field, in characters. */
const longestValue = 1024;

/** What browsers read of an exchange that brought no response. */
interface FailedResponse extends Response {
  _error: string;
}

/**
 * `results/exchanges.har`: every exchange of a run in sending order, secrets replaced, as browsers import it into their
 * network panel (HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/). Names with an underscore are ours or a
 * browser's, as the format has it.
 */
export function harText(result: RunResult, registry: SecretRegistry): string {
  const { exchanges, clauses, gate, target, covered } = result;
  const redaction = new ArchiveRedaction(registry);
  const bodies = new ArchivedBodies(registry);
  const clausesOf = new Map<number, string[]>();
  for (const { id, exchanges: seen } of clauses)
    for (const number of new Set(seen)) clausesOf.set(number, [...(clausesOf.get(number) ?? []), id]);
  const har: Har = {
    log: {
      version: '1.2',
      creator: { name: 'timp-conformance', version: versions['timp-conformance'] ?? 'unknown' },
      comment: `${targetInWords(target)}: ${gate.verdict}, ${covered}`,
      entries: exchanges.map((exchange) => ({
        ...entryOf(exchange, target.baseUrl, redaction, bodies),
        _clauses: clausesOf.get(exchange.id) ?? [],
      })),
    },
  };
  return `${JSON.stringify(har)}\n`;
}

function entryOf(exchange: Exchange, baseUrl: string, redaction: ArchiveRedaction, bodies: ArchivedBodies): Entry {
  const { id, name, startedAt, auxiliary } = exchange;
  const what = printable(redaction.text(name), 200);
  return {
    startedDateTime: startedAt,
    ...timesOf(exchange),
    request: requestOf(exchange, baseUrl, redaction, bodies),
    response: responseOf(exchange, redaction, bodies),
    cache: {},
    comment: `exchange ${id}: ${what}${auxiliary ? ' (no evidence)' : ''}`,
    _resourceType: 'fetch',
  };
}

function requestOf(
  { request, response, sentHead }: Exchange,
  baseUrl: string,
  redaction: ArchiveRedaction,
  bodies: ArchivedBodies,
): Request {
  const path = redaction.text(request.path);
  const body = request.body === undefined ? undefined : bodies.of(request.body, false);
  const { text, encoding, comment } = body ?? {};
  return {
    method: request.method,
    url: `${baseUrl}${uriPath(path)}`,
    httpVersion: `HTTP/${response?.httpVersion ?? '1.1'}`,
    cookies: [],
    headers: headersIn(sentHead, redaction),
    queryString: [...new URLSearchParams(path.split('?').slice(1).join('?'))].map(([name, value]) => ({ name, value })),
    ...(body === undefined
      ? {}
      : {
          postData: {
            mimeType: redaction.text(fieldValue(request.headers, 'Content-Type') ?? ''),
            text: text ?? '',
            // The format has no word for it here.
            ...(encoding === undefined ? {} : { _encoding: encoding }),
            ...(comment === undefined ? {} : { comment }),
          },
        }),
    headersSize: sentHead.length,
    bodySize: body?.size ?? 0,
  };
}

function responseOf(
  { response, trouble }: Exchange,
  redaction: ArchiveRedaction,
  bodies: ArchivedBodies,
): Response | FailedResponse {
  const base = { cookies: [], headersSize: -1 };
  if (response === undefined) {
    return {
      ...base,
      bodySize: -1,
      status: 0,
      statusText: '',
      httpVersion: '',
      headers: [],
      content: { size: 0, mimeType: 'x-unknown' },
      redirectURL: '',
      _error: redaction.text(trouble?.message ?? 'nothing came'),
    };
  }
  const { status, reason, httpVersion, headers, body, truncated } = response;
  const shown = redaction.headers(headers);
  // What was received is known where no content coding was undone.
  const isAsReceived = !truncated && fieldValue(headers, 'Content-Encoding') === undefined;
  return {
    ...base,
    bodySize: isAsReceived ? body.length : -1,
    status,
    statusText: redaction.text(reason),
    httpVersion: `HTTP/${httpVersion}`,
    headers: shown.map(([name, value]) => ({ name, value: value.slice(0, longestValue) })),
    content: { mimeType: fieldValue(shown, 'Content-Type') ?? 'x-unknown', ...bodies.of(body, truncated) },
    redirectURL: fieldValue(shown, 'Location') ?? '',
  };
}

/** The fields of a request as they stood on the wire, raw lines and the pseudo-fields of HTTP/2 included. */
function headersIn(head: string, redaction: ArchiveRedaction): Header[] {
  const lines = head.split('\r\n').filter((line, index) => line !== '' && (index > 0 || line.startsWith(':')));
  const headers: Header[] = [];
  for (const line of lines.map((each) => redaction.text(each))) {
    const last = headers.at(-1);
    const colon = line.indexOf(':', 1);
    if (/^[ \t]/.test(line) && last !== undefined) last.value += line;
    else
      headers.push({
        name: line.slice(0, colon),
        value: line
          .slice(colon + 1)
          .trim()
          .slice(0, longestValue),
      });
  }
  return headers;
}

/** A path as a URI has it (RFC 3986 3.3): what may not stand there, such as the brackets of a placeholder, as escapes. */
function uriPath(path: string): string {
  return path.replace(/%(?![0-9a-f]{2})|[^\w\-.~!$&'()*+,;=:@/?%]/gi, (character) => {
    // A character is the octet that was sent.
    const octet = character.charCodeAt(0) & 0xff;
    return `%${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

/** How long an exchange took, and its parts, in milliseconds; -1 for a part that did not take place. */
function timesOf({ phases, durationMs }: Exchange): { time: number; timings: Timings } {
  const { name, connect, proxy = 0, tls, firstByte, whole = durationMs } = phases ?? {};
  // In this format TLS is a part of connecting; a proxy's tunnel has no place of its own.
  const connecting = connect === undefined ? undefined : connect + proxy + (tls ?? 0);
  const rest = Math.max(0, whole - (name ?? 0) - (connecting ?? 0));
  const wait = Math.min(firstByte ?? rest, rest);
  const part = (ms: number | undefined): number => (ms === undefined ? -1 : rounded(ms));
  return {
    time: rounded(whole),
    timings: {
      blocked: -1,
      dns: part(name),
      connect: part(connecting),
      ssl: part(tls),
      send: 0,
      wait: rounded(wait),
      receive: rounded(rest - wait),
    },
  };
}

function rounded(ms: number): number {
  return Number(ms.toFixed(3));
}
