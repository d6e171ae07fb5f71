import { isUtf8 } from 'node:buffer';
import type { Exchange } from '../model/exchange.ts';
import { traceparent, withoutTrace } from '../model/trace-context.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import { printable } from '../text/printable.ts';
import { printfFormat, quoted } from './shell.ts';

/** Longest body that a command line carries, in characters. */
const longestInline = 4096;

/** Fields that curl sends on its own accord, and so have to be taken away where the request had none. */
const curlsOwn = ['Accept', 'User-Agent', 'Content-Type'];

/**
 * A command line that repeats a request: `curl`, or `printf … | nc` for what curl would put right. It is one line
 * without control characters, so that it can be shown and pasted as it is.
 *
 * @param baseUrl Base URL of the target.
 * @param registry Secrets stand as shell variables, such as `$RESET_TOKEN_2`.
 */
export function commandFor(exchange: Exchange, baseUrl: string, registry: SecretRegistry): string {
  const { request } = exchange;
  if (!isForCurl(request)) return viaSocket(exchange, baseUrl, registry);
  const url = `${baseUrl}${request.path}`;
  const parts = ['curl -i --http1.1 --path-as-is', request.method === 'HEAD' ? '-I' : `-X ${request.method}`];
  // Brackets and braces in a URL stand for series otherwise.
  if (/[[\]{}]/.test(url)) parts.push('--globoff');
  for (const [name, value] of request.headers.filter(([each]) => each !== traceparent))
    parts.push(`-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`, registry)}`);
  const sent = new Set(request.headers.map(([name]) => name.toLowerCase()));
  for (const name of curlsOwn) if (!sent.has(name.toLowerCase())) parts.push(`-H '${name}:'`);
  if (request.framing === 'chunked') parts.push(`-H 'Transfer-Encoding: chunked'`);
  if (request.expectContinueMs !== undefined) parts.push(`-H 'Expect: 100-continue'`);
  const target = quoted(url, registry);
  if (request.body === undefined) return [...parts, target].join(' ');
  const { before, data } = bodyFor(Buffer.from(request.body), bodyFileName(exchange), registry);
  return before + [...parts, data, target].join(' ');
}

/** Name of the attachment that holds a body which no command line carries. */
export function bodyFileName({ id }: Pick<Exchange, 'id'>): string {
  return `exchange-${id}-request-body.bin`;
}

/** True where a body can't be read off a command line: too long, or not made of printing characters. */
export function needsBodyFile(body: Uint8Array): boolean {
  return body.length > longestInline || !isShowable(Buffer.from(body));
}

/** curl has no words for raw lines, for a HEAD with content, nor for a body of no declared length. */
function isForCurl({ rawLines, method, body, framing, headers, path }: Exchange['request']): boolean {
  if (rawLines !== undefined || (body !== undefined && (method === 'HEAD' || framing === 'none'))) return false;
  return [method, path, ...headers.flat()].every((text) => printable(text, Infinity) === text);
}

function bodyFor(body: Buffer, file: string, registry: SecretRegistry): { before: string; data: string } {
  if (!needsBodyFile(body)) {
    const text = body.toString('utf8');
    // A leading @ would name a file.
    return { before: '', data: `${text.startsWith('@') ? '--data-raw' : '--data-binary'} ${quoted(text, registry)}` };
  }
  const piped = printfFormat(body, registry);
  return piped.length <= longestInline
    ? { before: `printf ${piped} | `, data: '--data-binary @-' }
    : { before: '', data: `--data-binary @${file}` };
}

function isShowable(body: Buffer): boolean {
  const text = body.toString('utf8');
  return isUtf8(body) && printable(text, Infinity) === text;
}

function viaSocket({ request, sentHead }: Exchange, baseUrl: string, registry: SecretRegistry): string {
  const { hostname, port, protocol } = new URL(baseUrl);
  const bytes = printfFormat(
    Buffer.concat([Buffer.from(withoutTrace(sentHead), 'latin1'), request.body ?? Buffer.alloc(0)]),
    registry,
  );
  return protocol === 'https:'
    ? `printf ${bytes} | openssl s_client -quiet -connect ${hostname}:${port === '' ? '443' : port}`
    : `printf ${bytes} | nc ${hostname} ${port === '' ? '80' : port}`;
}
