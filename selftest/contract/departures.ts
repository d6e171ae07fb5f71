import { gunzipSync } from 'node:zlib';
import type { Stimulus } from '../../harness/model/exchange.ts';
import { fieldValue, type Header, type Request } from '../../harness/model/message.ts';
import type { Target } from '../../harness/model/target.ts';
import { good, probe } from '../../specs/calls/reset-password.ts';

/** Methods whose requests have content; those of any other declare none. */
const withContent = ['POST', 'PUT', 'PATCH'];
/** Lines that say where the content ends. */
const framingLine = /^(?:Content-Length|Transfer-Encoding)\b/i;

/**
 * What departs in a request to the reset call from the good one for the same address, one entry each. What follows from
 * a departure is none of its own: a GET has no content and declares none, and where framing is under test the content is
 * written for it.
 */
export function departuresOf({ request: requestFor, overHttp2 }: Stimulus, target: Target): string[] {
  const request = requestFor(target);
  const found = [good(target), probe(target)].map((base) => differences(request, base));
  const fewest = found.reduce((least, each) => (each.length < least.length ? each : least));
  return [...(overHttp2 === true ? ['HTTP version'] : []), ...fewest];
}

function differences(request: Request, base: Request): string[] {
  const [path, query] = halves(request.path);
  const lines = request.rawLines ?? [];
  const isFraming = lines.some((line) => framingLine.test(line)) || request.framing === 'chunked';
  const hasNone = request.body === undefined && !withContent.includes(request.method);
  return [
    ...(request.method === base.method ? [] : ['method']),
    ...(path === base.path ? [] : ['path']),
    ...(query === undefined ? [] : ['query']),
    ...headerNames(request, base)
      .filter((name) => !(hasNone && name === 'content-type') && !(isFraming && name === 'connection'))
      .map((name) => `header ${name}`),
    ...(hasNone || isFraming || isSameContent(request, base) ? [] : ['content']),
    ...(isFraming ? ['framing'] : []),
    ...(request.withoutHost === true ? ['header host'] : []),
    ...(request.expectContinueMs === undefined ? [] : ['header expect']),
    // A line that begins with a space continues the one before it.
    ...lines.filter((line) => !framingLine.test(line) && !/^\s/.test(line)).map((line) => `line ${nameIn(line)}`),
  ];
}

function halves(path: string): [path: string, query: string | undefined] {
  const at = path.indexOf('?');
  return at === -1 ? [path, undefined] : [path.slice(0, at), path.slice(at + 1)];
}

/** Names of the fields that differ, in lower case; many of one kind count as one. */
function headerNames(request: Request, base: Request): string[] {
  const names = new Set([...request.headers, ...base.headers].map(([name]: Header) => name.toLowerCase()));
  const differing = [...names].filter((name) => fieldValue(request.headers, name) !== fieldValue(base.headers, name));
  return [...new Set(differing.map((name) => name.replace(/-\d+$/, '-…')))];
}

function isSameContent(request: Request, base: Request): boolean {
  const content = Buffer.from(request.body ?? []);
  const plain = fieldValue(request.headers, 'Content-Encoding') === 'gzip' ? unzipped(content) : content;
  return request.body !== undefined && plain.equals(Buffer.from(base.body ?? []));
}

/** What a gzip body holds; the body as it is where it is none. */
function unzipped(content: Buffer): Buffer {
  return content.readUInt16BE(0) === 0x1f8b ? gunzipSync(content) : content;
}

function nameIn(line: string): string {
  return line.split(':', 1)[0] ?? '';
}
