import { keyOf, Memo } from '../text/memo.ts';
import { type Document, documentsIn, jsonIn } from './documents.ts';
import { canBeSearchedFor } from './searchable.ts';
import { isInWords, namesSecret, speaksOfSecret } from './secret-names.ts';

/** A value under a name that says that it is a secret. */
export type Named = readonly [name: string, value: string];

/** What a text tells. */
export interface Told {
  /** In the order in which they stand in it, those in codings last. */
  readonly named: readonly Named[];
  /** What seems to be drawn at random, under whatever name. Undefined where it was not asked for. */
  readonly drawn: readonly string[] | undefined;
}

/** Much of what a run sends and gets is the same text: what is remembered of it, in characters. */
const remembered = 2 * 1024 * 1024;

/** What texts have told: without what looks drawn, and with it. */
interface Memory {
  readonly named: Memo<string, Told>;
  readonly drawn: Memo<string, Told>;
}

/** By the documented names that the texts were read with. */
const memories = new WeakMap<readonly string[], Memory>();

/**
 * What a text tells, as it stands and in every coding: values whose names say that they are secrets, and such as look
 * drawn at random.
 *
 * @param members Names of the documented members that hold a secret.
 * @param withDrawn True asks for what looks drawn, too.
 */
export function toldBy(text: string, members: readonly string[], withDrawn: boolean): Told {
  if (text === '') return { named: [], drawn: [] };
  let memory = memories.get(members);
  if (memory === undefined) {
    memory = { named: new Memo(remembered, sizeOf), drawn: new Memo(remembered, sizeOf) };
    memories.set(members, memory);
  }
  return memory[withDrawn ? 'drawn' : 'named'].of(keyOf(text), () => read(text, members, withDrawn));
}

function sizeOf(key: string, { named, drawn = [] }: Told): number {
  const values = [...named.flat(), ...drawn];
  return values.reduce((sum, each) => sum + each.length, key.length);
}

function read(text: string, members: readonly string[], withDrawn: boolean): Told {
  const named = new Map<string, Named>();
  const drawn = new Set<string>();
  for (const document of documentsIn(text)) {
    addNamed(document, members, (name, value) => {
      named.set(`${name.length} ${name}${value}`, [detached(name), detached(value)]);
    });
    if (withDrawn) for (const value of unnamedIn(document)) if (looksDrawn(value)) drawn.add(value);
  }
  return { named: [...named.values()], drawn: withDrawn ? [...drawn].map(detached) : undefined };
}

/** The same text in memory of its own: a part of a text holds the whole of it. */
function detached(part: string): string {
  return Buffer.from(part, 'utf16le').toString('utf16le');
}

/** Takes a value that was found under a name. */
type Take = (name: string, value: string) => void;

/** True where a value of this name is a secret. */
export function isNamed(name: string, members: readonly string[]): boolean {
  return members.includes(name) || namesSecret(name);
}

/** Takes the parameters of URLs whose names say that they are secrets, those of their fragments included. */
export function addParameters(text: string, members: readonly string[], take: Take): void {
  if (!/[?#]/.test(text)) return;
  for (const [part] of text.matchAll(/(?<=[?#])[^?#\s"'<>]+/g)) {
    for (const [name, value] of new URLSearchParams(part)) if (isNamed(name, members)) take(name, value);
  }
}

const namedNumber = /"([\w-]{1,40})"\s*:\s*(-?\d[\d.eE+-]*)/g;
/** A name before its value, in what is no JSON: a form, perhaps, or a fault. */
const nameBefore = /(?<![\w-])["']?([\w-]{1,40})["']?\s*[:=]\s*["']?/g;
const valueAfter = /[^"'\s&<>,;}]{1,8192}/y;
/** How many values of one document are taken. */
const mostValues = 2000;

/** Takes the values of a document whose names say that they are secrets. */
function addNamed(document: Document, members: readonly string[], take: Take): void {
  const { text } = document;
  if (!speaksOfSecret(text) && !members.some((member) => text.includes(member))) return;
  // A token may be a number, in more digits than a parsed one keeps.
  for (const [, name = '', digits = ''] of text.matchAll(namedNumber)) if (isNamed(name, members)) take(name, digits);
  if ('json' in document) {
    walk(document.json, (name, value) => {
      if (isNamed(name, members)) take(name, value);
      addParameters(value, members, take);
    });
    return;
  }
  let left = mostValues;
  for (const { index, 0: before, 1: name = '' } of text.matchAll(nameBefore)) {
    if (!isNamed(name, members)) continue;
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
    if (typeof inner === 'object') walk(inner.json, take, name, depth + 1);
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
  if (!('json' in document)) return partsOf(document.text, document.isExcessive ? shortestValue : shortestPart);
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

const parts = /[\w.~+-]{8,}/g;

function partsOf(text: string, shortest: number): string[] {
  return (text.match(parts) ?? []).filter((part) => part.length >= shortest);
}

const measure = /^[+-]?\d{1,16}(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** True for what seems to be drawn at random: no words, no time, no measure. */
function looksDrawn(value: string): boolean {
  return canBeSearchedFor(value) && !isInWords(value) && !measure.test(value);
}
