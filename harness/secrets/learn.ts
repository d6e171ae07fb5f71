import type { Exchange } from '../model/exchange.ts';
import { type Header, fieldValues, type Response } from '../model/message.ts';
import { readingsOf } from './forms.ts';
import { textOf } from './redact-bytes.ts';
import { canBeSearchedFor, type SecretRegistry } from './registry.ts';
import { isInWords, namesSecret, speaksOfSecret } from './secret-names.ts';

/** Takes a value that was found under a name. */
type Take = (name: string, value: string) => void;

/**
 * Registers every secret that an exchange carries: members and parameters whose name says so, credentials, cookies.
 *
 * What a request holds is ours, and a secret where its name says so; a response also speaks about secrets under their
 * names. An answer that may grant something holds a secret whatever it is called, so whatever looks drawn at random
 * counts as one there.
 */
export function learnSecrets(exchange: Exchange, registry: SecretRegistry): void {
  const { request, response } = exchange;
  let secretsSent = 0;
  const ours: Take = (name, value) => {
    secretsSent += 1;
    registry.learn(kindOf(name, registry.members), value);
  };
  learnCredentials(request.headers, registry);
  learnFromHeaders(request.headers, registry, ours);
  learnFromParameters(request.path, registry, ours);
  for (const document of documentsOf(request.body)) learnFromDocument(document, registry, ours);
  if (response === undefined) return;

  const succeeded = response.status >= 200 && response.status < 300;
  let secretsNamed = 0;
  const theirs: Take = (name, value) => {
    if (isInWords(value) && !(succeeded && registry.members.includes(name))) return;
    secretsNamed += 1;
    registry.learn(kindOf(name, registry.members), value);
  };
  const inHead = documentsInHead(response);
  const inBody = documentsOf(response.body);
  learnCredentials(response.headers, registry);
  learnFromHeaders(response.headers, registry, theirs);
  for (const document of [...inHead, ...inBody]) learnFromDocument(document, registry, theirs);

  // A refusal grants nothing; what a server in trouble has done, nobody knows.
  const isRefusal = response.status >= 400 && response.status < 500;
  if (isRefusal || !(exchange.hasEffect || secretsSent > 0)) return;
  // An answer that repeats our own words gives nothing away.
  const sent = `${exchange.sentHead}\n${textOf(request.body ?? new Uint8Array()).text}`;
  const unnamed = [...inBody, ...(secretsNamed > 0 ? [] : inHead)].flatMap(unnamedIn);
  for (const value of unnamed) {
    if (looksDrawn(value) && !sent.includes(value)) registry.learn(registry.members[0] ?? 'token', value);
  }
}

/** True for what seems to be drawn at random: no words, no time, no measure. */
function looksDrawn(value: string): boolean {
  return canBeSearchedFor(value) && !isInWords(value) && !measure.test(value);
}

const measure = /^[+-]?\d{1,16}(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** True where a value of this name is a secret. */
function isNamed(name: string, { members }: SecretRegistry): boolean {
  return members.includes(name) || namesSecret(name);
}

function learnCredentials(headers: readonly Header[], registry: SecretRegistry): void {
  for (const name of ['Authorization', 'Proxy-Authorization']) {
    for (const value of fieldValues(headers, name)) {
      registry.learn('authorization', value.replace(/^\S+\s+/, ''));
    }
  }
  for (const value of fieldValues(headers, 'Set-Cookie')) {
    const cookie = /^[^=;]*=\s*"?([^;"]*)/.exec(value)?.[1]?.trim() ?? '';
    if (!isInWords(cookie)) registry.learn('cookie', cookie);
  }
}

function learnFromHeaders(headers: readonly Header[], registry: SecretRegistry, take: Take): void {
  for (const [name, value] of headers) {
    if (isNamed(name, registry)) take(name, value);
    learnFromParameters(value, registry, take);
  }
}

/** Takes the parameters of URLs, those of their fragments included. */
function learnFromParameters(text: string, registry: SecretRegistry, take: Take): void {
  for (const [part] of text.matchAll(/(?<=[?#])[^?#\s"'<>]+/g)) {
    for (const [name, value] of new URLSearchParams(part)) if (isNamed(name, registry)) take(name, value);
  }
}

/** What a body says, as far as it is JSON parsed. */
interface Document {
  readonly text: string;
  /** The document, absent where it is no JSON. */
  readonly json?: unknown;
  /** True where it was encoded in digits: among what else they may stand for, names alone tell something. */
  readonly encoded: boolean;
}

/** How many codings inside one another are read to learn what a body holds. */
const deepest = 3;
/** Shorter texts in a coding name no secret. */
const fewest = 12;

/** A body as it stands, and what of it reads otherwise: what is compressed, encoded, escaped or in UTF-16. */
function documentsOf(body: Uint8Array | undefined): Document[] {
  return body === undefined || body.length === 0 ? [] : [...documentsIn(textOf(body).text, false, deepest)];
}

/** Fields with values that look drawn at random, and serve to find an answer again in a log or in a cache. */
const identifying = /^(?:etag|.*-id|.*trace.*|cf-ray|server-timing|report-to|nel)$/i;

/** The reason phrase and the field values of a response, read like bodies. */
function documentsInHead({ headers, reason }: Response): Document[] {
  const values = headers.filter(([name]) => !identifying.test(name)).map(([, value]) => value);
  return [reason, ...values].flatMap((value) => [...documentsIn(value, false, deepest)]);
}

function* documentsIn(text: string, encoded: boolean, depth: number): Generator<Document> {
  // UTF-16 without its NULs: a JSON parser would take none of it.
  const document = { text: text.replaceAll('\0', ''), encoded };
  const parsed = jsonIn(document.text);
  yield { ...document, ...parsed };
  if (depth === 0) return;
  for (const { text: inner, by } of readingsOf(text, fewest)) {
    // The escapes of JSON are undone by parsing it.
    if (inner === undefined || (by === 'escaped' && parsed !== undefined)) continue;
    yield* documentsIn(inner, by === 'encoded' || (encoded && by === 'escaped'), depth - 1);
  }
}

/** The JSON document that a text is; a bare number says more as a text. */
function jsonIn(text: string): { readonly json: unknown } | undefined {
  // To try is dear where it fails.
  if (!/^\s*[{["]/.test(text)) return undefined;
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

const namedNumber = /"([\w-]{1,40})"\s*:\s*(-?\d[\d.eE+-]*)/g;
/** A name before its value, in what is no JSON: a form, perhaps, or a fault. */
const nameBefore = /(?<![\w-])["']?([\w-]{1,40})["']?\s*[:=]\s*["']?/g;
const valueAfter = /[^"'\s&<>,;}]{1,8192}/y;
/** How many values of one document are taken. */
const mostValues = 2000;

/** Takes the values of a document whose names say that they are secrets. */
function learnFromDocument(document: Document, registry: SecretRegistry, take: Take): void {
  const { text } = document;
  if (!speaksOfSecret(text) && !registry.members.some((member) => text.includes(member))) return;
  // A token may be a number, in more digits than a parsed one keeps.
  for (const [, name = '', digits = ''] of text.matchAll(namedNumber)) if (isNamed(name, registry)) take(name, digits);
  if ('json' in document) {
    walk(document.json, (name, value) => {
      if (isNamed(name, registry)) take(name, value);
      learnFromParameters(value, registry, take);
    });
    return;
  }
  let left = mostValues;
  for (const { index, 0: before, 1: name = '' } of text.matchAll(nameBefore)) {
    if (!isNamed(name, registry)) continue;
    valueAfter.lastIndex = index + before.length;
    const value = valueAfter.exec(text)?.[0];
    if (value !== undefined) take(name, value);
    left -= 1;
    if (left === 0) return;
  }
}

/** Deep enough for any wrapped body; a body of ten thousand levels must not exhaust the stack. */
const deepestMember = 64;

/** Takes every string and number of a JSON document under the name of its member, and each such name under none. */
function walk(value: unknown, take: Take, name = '', depth = 0): void {
  if (depth > deepestMember) return;
  if (typeof value === 'number') {
    take(name, String(value));
  } else if (typeof value === 'string') {
    take(name, value);
    // A stringified body holds its members one level further down.
    const inner = jsonIn(value);
    if (inner !== undefined) walk(inner.json, take, name, depth + 1);
  } else if (Array.isArray(value)) {
    for (const each of value) walk(each, take, name, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      take('', key);
      walk(each, take, key, depth + 1);
    }
  }
}

/** What in a document may be a token without a name: values, names and parts of them. */
function unnamedIn(document: Document): string[] {
  if (document.encoded) return [];
  if (!('json' in document)) return partsOf(document.text, shortestPart);
  const found: string[] = [];
  walk(document.json, (_name, value) => {
    if (isOneWord(value)) found.push(value);
    else found.push(...partsOf(value, shortestValue));
  });
  return found;
}

/** Shorter parts of a text, or of a value, are no tokens. */
const shortestPart = 12;
const shortestValue = 8;

/** True for a text without white space, markup and quotes that is no URL. */
function isOneWord(text: string): boolean {
  return /^[^\s<>"]+$/.test(text) && !text.includes('://') && !text.startsWith('/');
}

function partsOf(text: string, shortest: number): string[] {
  return text.split(/[^\w.~+-]+/).filter((part) => part.length >= shortest);
}

/** The kind that a placeholder shows: a documented name, or the general word. */
function kindOf(name: string, members: readonly string[]): string {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z\d]/g, '');
  const kinds = [...members, 'password', 'session', 'token'];
  return kinds.find((kind) => plain(name).includes(plain(kind))) ?? 'secret';
}
