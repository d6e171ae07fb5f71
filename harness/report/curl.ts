import type { Exchange } from '../client/exchange.ts';
import type { Header } from '../wire/message.ts';
import type { SecretRegistry } from '../secrets/registry.ts';

/** Longest body that a command line carries, in bytes. */
const longestBody = 4096;

/** Fields that curl sends on its own accord, and so have to be taken away where the request had none. */
const curlsOwn = ['Accept', 'User-Agent', 'Content-Type'];

/**
 * A command line that repeats a request: `curl`, or `printf … | nc` for what curl would put right.
 *
 * @param baseUrl Base URL of the target.
 * @param registry Secrets stand as shell variables, such as `$RESET_TOKEN_2`.
 */
export function commandFor({ request, sentHead }: Exchange, baseUrl: string, registry: SecretRegistry): string {
  if (request.rawLines !== undefined) return viaSocket(sentHead, request.body, baseUrl, registry);
  const quoted = (text: string): string => quote(text, registry);
  const body = Buffer.from(request.body ?? []);
  const isHead = request.method === 'HEAD';
  const parts = ['curl -i --http1.1 --path-as-is', ...(isHead ? ['-I'] : [`-X ${request.method}`])];
  for (const [name, value] of request.headers)
    parts.push(`-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`);
  const sent = new Set(request.headers.map(([name]) => name.toLowerCase()));
  for (const name of curlsOwn) if (!sent.has(name.toLowerCase())) parts.push(`-H '${name}:'`);
  if (request.framing === 'chunked') parts.push(`-H 'Transfer-Encoding: chunked'`);
  if (request.expectContinueMs !== undefined) parts.push(`-H 'Expect: 100-continue'`);
  const url = quoted(`${baseUrl}${request.path}`);
  if (request.body === undefined) return [...parts, url].join(' ');
  if (body.length > longestBody) return [...parts, `--data-binary @request-body.bin`, url].join(' ');
  if (isText(body)) return [...parts, `--data-binary ${quoted(body.toString('utf8'))}`, url].join(' ');
  return `printf '${octal(body)}' | ${[...parts, '--data-binary @-', url].join(' ')}`;
}

function viaSocket(head: string, body: Uint8Array | undefined, baseUrl: string, registry: SecretRegistry): string {
  const { hostname, port, protocol } = new URL(baseUrl);
  const bytes = octal(Buffer.concat([Buffer.from(registry.redact(head), 'latin1'), Buffer.from(body ?? [])]));
  return protocol === 'https:'
    ? `printf '${bytes}' | openssl s_client -quiet -connect ${hostname}:${port === '' ? '443' : port}`
    : `printf '${bytes}' | nc ${hostname} ${port === '' ? '80' : port}`;
}

/** Quotes for a POSIX shell; variables that stand for secrets are left to the shell. */
function quote(text: string, registry: SecretRegistry): string {
  const shell = registry.redactForShell(text);
  if (shell === text) return `'${text.replaceAll("'", `'\\''`)}'`;
  const names = new Set(registry.all.map(({ variable }) => variable));
  return `"${shell.replace(/["\\`$]/g, (character, at: number) => {
    const name = /^\$([A-Z0-9_]+)/.exec(shell.slice(at))?.[1];
    return character === '$' && name !== undefined && names.has(name) ? '$' : `\\${character}`;
  })}"`;
}

function isText(body: Buffer): boolean {
  const text = body.toString('utf8');
  return Buffer.from(text, 'utf8').equals(body) && !/[\p{Cc}\p{Cf}]/u.test(text.replace(/[\n\t]/g, ''));
}

/** Bytes for `printf`: octal escapes are the ones that every shell knows. */
function octal(body: Buffer): string {
  return [...body]
    .map((byte) =>
      byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c && byte !== 0x25
        ? String.fromCharCode(byte)
        : `\\${byte.toString(8).padStart(3, '0')}`,
    )
    .join('');
}

/** The head of a request as it was sent, its lines one below the other, secrets replaced. */
export function headLines(sentHead: string, registry: SecretRegistry): string[] {
  return registry
    .redact(sentHead)
    .split('\r\n')
    .filter((line) => line !== '');
}

/** A field in one line. */
export function fieldLine([name, value]: Header): string {
  return value === '' ? `${name}:` : `${name}: ${value}`;
}
