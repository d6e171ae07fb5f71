import type { Exchange } from '../model/exchange.ts';
import { type Header, fieldValues } from '../model/message.ts';
import type { SecretRegistry } from './registry.ts';
import { isInWords, namesSecret, speaksOfSecret } from './secret-names.ts';

const namedNumber = /"([\w-]{0,40}?(?:token|password|passwd|secret|session)[\w-]{0,40})"\s*:\s*(-?\d[\d.eE+-]*)/gi;
const tokenLike = /[A-Za-z0-9._~+/=-]{16,}/g;

/** Takes a value that was found under a name. */
type Take = (name: string, value: string) => void;

/**
 * Registers every secret that an exchange carries: members and parameters whose name says so, credentials, cookies.
 *
 * What a request holds is ours, and a secret where its name says so; a response also speaks about secrets under their
 * names. An answer that grants a reset but keeps its token under no known name still holds one, so whatever in it looks
 * like a token counts as one.
 */
export function learnSecrets(exchange: Exchange, registry: SecretRegistry): void {
  const { request, response } = exchange;
  const ours: Take = (name, value) => {
    if (namesSecret(name)) registry.learn(kindOf(name), value);
  };
  learnFromHeaders(request.headers, ours, registry);
  learnFromQuery(request.path, ours);
  learnFromBody(request.body, ours);
  if (response === undefined) return;
  const succeeded = response.status >= 200 && response.status < 300;
  const theirs: Take = (name, value) => {
    if ((succeeded && isDocumented(name)) || !isInWords(value)) ours(name, value);
  };
  learnFromHeaders(response.headers, theirs, registry);
  const known = registry.size;
  learnFromBody(response.body, theirs);
  if (exchange.mayReset && succeeded && registry.size === known) {
    for (const [found] of Buffer.from(response.body).toString('latin1').matchAll(tokenLike)) {
      if (!isInWords(found)) registry.learn('reset_token', found);
    }
  }
}

/** The members that bring a token, whatever it is made of. */
const isDocumented = (name: string): boolean => name === 'reset_token' || name === 'auth_token';

function learnFromHeaders(headers: readonly Header[], take: Take, registry: SecretRegistry): void {
  for (const name of ['Authorization', 'Proxy-Authorization']) {
    for (const value of fieldValues(headers, name)) {
      registry.learn('authorization', value.replace(/^\S+\s+/, ''));
    }
  }
  for (const value of fieldValues(headers, 'Set-Cookie')) {
    const cookie = /^[^=;]*=([^;]*)/.exec(value)?.[1]?.trim() ?? '';
    if (!isInWords(cookie)) registry.learn('cookie', cookie);
  }
  for (const [name, value] of headers) {
    take(name, value);
    if (name.toLowerCase() === 'location') learnFromQuery(value, take);
  }
}

function learnFromQuery(target: string, take: Take): void {
  const start = target.indexOf('?');
  if (start === -1) return;
  for (const [name, value] of new URLSearchParams(target.slice(start + 1))) take(name, value);
}

function learnFromBody(body: Uint8Array | undefined, take: Take): void {
  if (body === undefined || body.length === 0) return;
  const text = Buffer.from(body).toString('utf8');
  if (!speaksOfSecret(text)) return;
  // A token may be a number, in more digits than a parsed one keeps.
  for (const [, name = '', digits = ''] of text.matchAll(namedNumber)) take(name, digits);
  for (const value of parsed(text)) walk(value, '', take, 0);
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

function walk(value: unknown, name: string, take: Take, depth: number): void {
  if (depth > deepest) return;
  if (typeof value === 'number') {
    take(name, String(value));
  } else if (typeof value === 'string') {
    take(name, value);
    learnFromQuery(value, take);
    // A stringified body holds its members one level further down.
    if (value.startsWith('{')) for (const inner of parsed(value)) walk(inner, name, take, depth + 1);
  } else if (Array.isArray(value)) {
    for (const each of value) walk(each, name, take, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) walk(each, key, take, depth + 1);
  }
}

/** The kind that a placeholder shows: a known name, or the general word. */
function kindOf(name: string): string {
  const lower = name.toLowerCase().replace(/-/g, '_');
  for (const kind of ['reset_token', 'auth_token', 'password', 'session', 'token'])
    if (lower.includes(kind)) return kind;
  return 'secret';
}
