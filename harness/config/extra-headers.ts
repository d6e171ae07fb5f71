import { readFileSync } from 'node:fs';
import type { Header } from '../model/message.ts';
import type { SettingValues } from './setting-values.ts';

/** What the harness itself says of a message, or of the connection that it goes over. */
const notToBeSet = ['host', 'content-length', 'transfer-encoding', 'connection'];

/** RFC 9110 5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110 5.5: visible characters and octets above them, with blanks between. */
const fieldValue = /^[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?$/;

type Read = { readonly headers: readonly Header[] } | { readonly problems: readonly string[] };

/**
 * Reads the header fields that go with every request: a JSON object, or a line `Name: value` for each.
 *
 * @returns the fields; or one line for each problem, none with a value.
 */
export function extraHeadersFrom(values: Pick<SettingValues, 'EXTRA_HEADERS' | 'EXTRA_HEADERS_FILE'>): Read {
  const { EXTRA_HEADERS: inline, EXTRA_HEADERS_FILE: file } = values;
  if (inline !== undefined && file !== undefined) {
    return { problems: ['EXTRA_HEADERS and EXTRA_HEADERS_FILE are both set: keep one of the two.'] };
  }
  if (inline !== undefined) return parsed(inline, 'EXTRA_HEADERS');
  if (file === undefined) return { headers: [] };
  const where = `EXTRA_HEADERS_FILE=${JSON.stringify(file)}`;
  try {
    return parsed(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''), where);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return { problems: [`${where} can't be read (${code}): check the path.`] };
  }
}

function parsed(text: string, where: string): Read {
  const read = text.trimStart().startsWith('{') ? fromJson(text, where) : fromLines(text, where);
  if ('problems' in read) return read;
  const names = read.headers.map(([name]) => name.toLowerCase());
  const problems = read.headers.flatMap(([name, value], index) => {
    const problem = problemOf(name, value, names.indexOf(name.toLowerCase()) < index);
    return problem === undefined ? [] : [`${where}: ${problem}`];
  });
  return problems.length > 0 ? { problems } : read;
}

function fromJson(text: string, where: string): Read {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { problems: [`${where} is no JSON object: give one such as {"X-Api-Key": "…"}, or lines of Name: value.`] };
  }
  const entries = Object.entries(document as object) as [string, unknown][];
  const wrong = entries.filter(([, value]) => typeof value !== 'string');
  return wrong.length > 0
    ? { problems: wrong.map(([name]) => `${where}: the value of ${shown(name)} is no string: put it in quotes.`) }
    : { headers: entries.map(([name, value]) => [name, (value as string).trim()]) };
}

function fromLines(text: string, where: string): Read {
  const problems: string[] = [];
  const headers = text.split(/\r?\n/).flatMap((line, index): Header[] => {
    if (line.trim() === '') return [];
    const colon = line.indexOf(':');
    if (colon > 0) return [[line.slice(0, colon), line.slice(colon + 1).trim()]];
    problems.push(`${where}: line ${index + 1} is no header field: write Name: value.`);
    return [];
  });
  return problems.length > 0 ? { problems } : { headers };
}

function problemOf(name: string, value: string, isSecond: boolean): string | undefined {
  if (!token.test(name)) return `${shown(name)} is no name of a header field: use letters, digits and hyphens.`;
  if (notToBeSet.includes(name.toLowerCase())) return `${name} can't be set: the harness sets it itself. Remove it.`;
  if (isSecond) return `${name} stands twice: keep one of the two.`;
  if (value === '') return `the value of ${name} is empty: give one, or remove it.`;
  return fieldValue.test(value) ? undefined : `the value of ${name} holds a character that no header field may hold.`;
}

/** A name that is none might hold a part of a value, as where a line lacks its colon. */
function shown(name: string): string {
  return token.test(name) ? name : 'one of them';
}
