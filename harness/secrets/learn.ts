import type { Exchange } from '../client/exchange.ts';
import { type Header, fieldValues } from '../wire/message.ts';
import type { SecretRegistry } from './registry.ts';

const secretName = /token|password|passwd|secret|session|api[-_]?key/i;
const namedNumber = /"([\w-]{0,40}?(?:token|password|passwd|secret|session)[\w-]{0,40})"\s*:\s*(-?\d[\d.eE+-]*)/gi;
const tokenLike = /[A-Za-z0-9._~+/=-]{16,}/g;

/**
 * Registers every secret that an exchange carries: members and parameters with a telling name, credentials, cookies.
 *
 * An answer that grants a reset but keeps its token under no known name still holds one, so whatever in it looks
 * like a token counts as one.
 */
export function learnSecrets(exchange: Exchange, registry: SecretRegistry): void {
  const { request, response } = exchange;
  learnFromHeaders(request.headers, registry);
  learnFromQuery(request.path, registry);
  learnFromBody(request.body, registry);
  if (response === undefined) return;
  learnFromHeaders(response.headers, registry);
  const known = registry.all.length;
  learnFromBody(response.body, registry);
  const granted = exchange.mayReset && response.status >= 200 && response.status < 300;
  if (granted && registry.all.length === known) {
    for (const [found] of Buffer.from(response.body).toString('latin1').matchAll(tokenLike)) {
      registry.learn('reset_token', found);
    }
  }
}

function learnFromHeaders(headers: readonly Header[], registry: SecretRegistry): void {
  for (const name of ['Authorization', 'Proxy-Authorization']) {
    for (const value of fieldValues(headers, name)) {
      registry.learn('authorization', value.replace(/^\S+\s+/, ''));
    }
  }
  for (const value of fieldValues(headers, 'Set-Cookie')) {
    registry.learn('cookie', /^[^=;]*=([^;]*)/.exec(value)?.[1]?.trim() ?? '');
  }
  for (const [name, value] of headers) {
    if (secretName.test(name)) registry.learn(kindOf(name), value);
    if (name.toLowerCase() === 'location') learnFromQuery(value, registry);
  }
}

function learnFromQuery(target: string, registry: SecretRegistry): void {
  const start = target.indexOf('?');
  if (start === -1) return;
  for (const [name, value] of new URLSearchParams(target.slice(start + 1))) {
    if (secretName.test(name)) registry.learn(kindOf(name), value);
  }
}

function learnFromBody(body: Uint8Array | undefined, registry: SecretRegistry): void {
  if (body === undefined || body.length === 0) return;
  const text = Buffer.from(body).toString('utf8');
  if (!secretName.test(text)) return;
  // A token may be a number, in more digits than a parsed one keeps.
  for (const [, name = '', digits = ''] of text.matchAll(namedNumber)) registry.learn(kindOf(name), digits);
  for (const value of parsed(text)) walk(value, '', registry, 0);
}

function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    // Not JSON: a form, perhaps, or a fault. What looks like a named secret is taken from the text itself.
    const pairs = text.matchAll(
      /(?<![\w-])["']?([\w-]{0,40}?(?:token|password|secret)[\w-]{0,40})["']?\s*[:=]\s*["']?([^"'\s&<>,;}]+)/gi,
    );
    return [...pairs].map(([, name = '', value = '']) => ({ [name]: value }));
  }
}

/** Deep enough for any wrapped body; a body of ten thousand levels must not exhaust the stack. */
const deepest = 64;

function walk(value: unknown, name: string, registry: SecretRegistry, depth: number): void {
  if (depth > deepest) return;
  if (typeof value === 'number' && secretName.test(name)) {
    registry.learn(kindOf(name), String(value));
  } else if (typeof value === 'string') {
    if (secretName.test(name)) registry.learn(kindOf(name), value);
    // A stringified body holds its members one level further down.
    else if (value.startsWith('{')) for (const inner of parsed(value)) walk(inner, name, registry, depth + 1);
  } else if (Array.isArray(value)) {
    for (const each of value) walk(each, name, registry, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) walk(each, key, registry, depth + 1);
  }
}

/** The kind that a placeholder shows: a known name, or the general word. */
function kindOf(name: string): string {
  const lower = name.toLowerCase().replace(/-/g, '_');
  for (const kind of ['reset_token', 'auth_token', 'password', 'session', 'token'])
    if (lower.includes(kind)) return kind;
  return 'secret';
}
