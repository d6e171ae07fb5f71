import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import type { Secret } from './registry.ts';

/** A file that holds a secret, and the placeholder of the first one found. */
export interface Leak {
  readonly file: string;
  readonly placeholder: string;
}

/**
 * Searches what a run has written below a folder for secrets, in every form in which they could have been written: as they are,
 * URL-, JSON- and HTML-escaped, in base64 at any alignment, and in hexadecimal. Archives are searched inside too.
 *
 * @param since Files that were last changed before this time are not of this run.
 * @returns how many files were searched, and those that hold a secret.
 */
export function findLeaks(
  folder: string,
  secrets: readonly Secret[],
  since: Date,
): { readonly searched: number; readonly leaks: readonly Leak[] } {
  const needles = secrets
    .filter(({ secret }) => secret)
    .flatMap(({ value, placeholder }) => formsOf(value).map((form) => ({ form: Buffer.from(form), placeholder })));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    // File systems keep times in steps of up to two seconds. A file that is gone by now was another program's.
    .filter((file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= since.getTime() - 2000);
  const leaks = files.flatMap((file) => {
    const contents = contentsOf(file);
    const hit = needles.find(({ form }) => contents.some((content) => content.includes(form)));
    return hit === undefined ? [] : [{ file, placeholder: hit.placeholder }];
  });
  return { searched: files.length, leaks };
}

/** Withdraws the files that hold a secret. */
export function withdraw(leaks: readonly Leak[]): void {
  for (const { file } of leaks) rmSync(file, { force: true });
}

/** Every form in which a value may stand in a file. */
export function formsOf(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const hex = bytes.toString('hex');
  const json = JSON.stringify(value).slice(1, -1);
  const url = value.isWellFormed() ? encodeURIComponent(value) : value;
  const escapedBy = (write: (code: number) => string): string =>
    value.replace(/[&<>"']/g, (character) => write(character.charCodeAt(0)));
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  const named = value.replace(/[&<>"']/g, (character) => entities[character] ?? character);
  return [
    ...new Set([
      value,
      json,
      JSON.stringify(json).slice(1, -1),
      // A slash may be escaped in JSON, and so may every character that means something in HTML.
      json.replaceAll('/', '\\/'),
      json.replace(/[&<>']/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`),
      url,
      url.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
      // Every octet may be percent-encoded, also one that need not be (RFC 3986 2.3).
      hex.replace(/../g, '%$&'),
      hex.toUpperCase().replace(/../g, '%$&'),
      // As a form writes it (WHATWG URL, application/x-www-form-urlencoded).
      new URLSearchParams({ v: value }).toString().slice('v='.length),
      escapedBy((code) => `&#${code};`),
      escapedBy((code) => `&#x${code.toString(16)};`),
      named,
      ...base64Forms(bytes),
      hex,
      hex.toUpperCase(),
    ]),
  ];
}

/**
 * What of a value's base64 does not depend on what stands before and after it, for each of the three alignments, in
 * both alphabets (RFC 4648 4, 5).
 */
function base64Forms(bytes: Buffer): string[] {
  const forms = [0, 1, 2].map((lead) => {
    const text = Buffer.concat([Buffer.alloc(lead), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const from = [0, 2, 3][lead] ?? 0;
    const whole = Math.floor(((lead + bytes.length) * 8) / 6);
    return text.slice(from, whole);
  });
  const long = forms.filter((form) => form.length >= 8);
  return [...long, ...long.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))];
}

/** A file's content, and where it is an archive, what it holds. */
function contentsOf(file: string): Buffer[] {
  const content = readFileSync(file);
  if (content.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b])))
    return [content, ...unpacked(() => gunzipSync(content))];
  return content.subarray(0, 4).equals(Buffer.from('PK\x03\x04')) ? [content, ...zipEntries(content)] : [content];
}

/** What an archive holds; nothing where it is damaged, or only looks like one: its bytes are searched all the same. */
function unpacked(unpack: () => Buffer): Buffer[] {
  try {
    return [unpack()];
  } catch {
    return [];
  }
}

/** The deflated entries of a zip archive, found by their local headers (APPNOTE 4.3.7). */
function zipEntries(archive: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  const signature = Buffer.from('PK\x03\x04');
  for (let at = archive.indexOf(signature); at !== -1; at = archive.indexOf(signature, at + 4)) {
    if (at + 30 > archive.length || archive.readUInt16LE(at + 8) !== 8) continue;
    const start = at + 30 + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
    entries.push(...unpacked(() => inflateRawSync(archive.subarray(start), { finishFlush: 2 })));
  }
  return entries;
}
