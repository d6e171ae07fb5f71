import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from 'node:zlib';

/*
 * A second search for secrets, by other means than the harness's and without a line of it. The harness undoes codings
 * and looks for the value; this one writes the value in every coding and in every coding of a coding, from the RFCs, and
 * looks for those. Only what has to be opened is opened: JSON by a JSON parser, whole strings of base64, compression.
 */

/** So many characters of a secret tell it. */
const excerpt = 12;

/** Forms are looked up by so many characters, and shorter ones not at all. */
const beginLength = 8;

/** How many wrappings inside one another are opened. */
const deepest = 5;

/** Looks for secrets in contents. */
export class SecondSearch {
  readonly #formsByBegin = new Map<string, { form: string; secret: string }[]>();
  /** Texts that tell nothing: reports say much of the same many times. */
  readonly #clean = new Set<string>();

  /** @param secrets What must not be told. */
  constructor(secrets: readonly string[]) {
    for (const secret of new Set(secrets)) {
      for (const form of [...formsOfForms(secret), ...excerptForms(secret)]) {
        const begin = form.slice(0, beginLength);
        const alike = this.#formsByBegin.get(begin);
        if (alike === undefined) this.#formsByBegin.set(begin, [{ form, secret }]);
        else alike.push({ form, secret });
      }
    }
  }

  /** The secrets that a content tells, whole or in part. */
  toldIn(content: Uint8Array | string): string[] {
    const told = new Set<string>();
    for (const layer of this.#opened(Buffer.from(content), deepest)) {
      for (let at = 0; at + beginLength <= layer.length; at += 1) {
        for (const { form, secret } of this.#formsByBegin.get(layer.slice(at, at + beginLength)) ?? []) {
          if (layer.startsWith(form, at)) told.add(secret);
        }
      }
      if (told.size === 0) this.#clean.add(layer);
    }
    return [...told];
  }

  /** The files below a folder that tell a secret, each with the secrets that it tells. */
  filesThatTell(folder: string): { file: string; told: string[] }[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ file, told: this.toldIn(readFileSync(file)) }))
      .filter(({ told }) => told.length > 0);
  }

  /** A content, and what is wrapped in it, as texts in which each character is an octet; none that was found clean. */
  *#opened(content: Buffer, depth: number): Generator<string> {
    const text = content.toString('latin1');
    if (text.length < beginLength || this.#clean.has(text)) return;
    yield text;
    if (depth === 0) return;
    for (const inner of [...stringsOfJson(content), ...decompressed(content), ...wholeBase64(content)]) {
      yield* this.#opened(inner, depth - 1);
    }
  }
}

function stringsOfJson(content: Buffer): Buffer[] {
  const found: Buffer[] = [];
  try {
    JSON.parse(content.toString('utf8'), (key, value: unknown) => {
      found.push(Buffer.from(key));
      if (typeof value === 'string') found.push(Buffer.from(value));
      return value;
    });
  } catch {
    // No JSON.
  }
  return found;
}

const gzip = Buffer.from([0x1f, 0x8b, 8]);

function decompressed(content: Buffer): Buffer[] {
  // What is compressed holds octets that no text holds.
  if (!/[\x00-\x08\x0e-\x1f\x7f-\xff]/.test(content.toString('latin1'))) return [];
  const cut = { finishFlush: constants.Z_SYNC_FLUSH };
  const attempts = [
    () => inflateSync(content, cut),
    () => inflateRawSync(content, cut),
    () => brotliDecompressSync(content, { finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  ];
  // gzip (RFC 1952) anywhere, without the parts of its header that are seldom there.
  for (let at = content.indexOf(gzip); at !== -1; at = content.indexOf(gzip, at + 1)) {
    attempts.push(() => inflateRawSync(content.subarray(at + 10), cut));
  }
  return attempts.flatMap((attempt) => {
    try {
      return [attempt()];
    } catch {
      return [];
    }
  });
}

function wholeBase64(content: Buffer): Buffer[] {
  const text = content.toString('latin1').trim();
  return /^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(text) ? [Buffer.from(text, 'base64')] : [];
}

/** The secret in each form, and each form in each form. */
function formsOfForms(secret: string): string[] {
  const once = forms(octetsOf(secret));
  return [...new Set([...once, ...once.flatMap(forms)])].filter((form) => form.length >= beginLength);
}

/** Every excerpt of the secret in each form, where the secret is long enough for an excerpt to tell it. */
function excerptForms(secret: string): string[] {
  const octets = octetsOf(secret);
  const starts = Array.from({ length: Math.max(0, octets.length - excerpt + 1) }, (_, start) => start);
  return [...new Set(starts.flatMap((start) => forms(octets.slice(start, start + excerpt))))];
}

const octetsOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** What an octet is written as, by coding. */
const eachOctet: Readonly<Record<string, (code: number, octet: string) => string>> = {
  'percent-encoding, RFC 3986, all octets': (code) => `%${hex(code).toUpperCase()}`,
  'percent-encoding, all octets, lower case': (code) => `%${hex(code)}`,
  'percent-encoding, reserved octets': (code, octet) =>
    /[A-Za-z0-9._~-]/.test(octet) ? octet : `%${hex(code).toUpperCase()}`,
  'percent-encoding, reserved octets, lower case': (code, octet) =>
    /[A-Za-z0-9._~-]/.test(octet) ? octet : `%${hex(code)}`,
  'percent-encoding, as JavaScript does it': (code, octet) =>
    /[A-Za-z0-9._~!'()*-]/.test(octet) ? octet : `%${hex(code).toUpperCase()}`,
  'a form': (code, octet) => {
    if (octet === ' ') return '+';
    return /[A-Za-z0-9*._-]/.test(octet) ? octet : `%${hex(code).toUpperCase()}`;
  },
  'JSON, RFC 8259': (_code, octet) => (/["\\]/.test(octet) ? `\\${octet}` : octet),
  'JSON with slashes': (_code, octet) => (/["\\/]/.test(octet) ? `\\${octet}` : octet),
  'JSON with markup': (code, octet) => (/["\\&<>']/.test(octet) ? `\\u00${hex(code)}` : octet),
  'JSON, all characters': (code) => `\\u00${hex(code)}`,
  'JSON, all characters, upper case': (code) => `\\u00${hex(code).toUpperCase()}`,
  'HTML, decimal': (code, octet) => (/[&<>"']/.test(octet) ? `&#${code};` : octet),
  'HTML, decimal, all characters': (code) => `&#${code};`,
  'HTML, hexadecimal': (code, octet) => (/[&<>"']/.test(octet) ? `&#x${hex(code)};` : octet),
  'HTML, hexadecimal, all characters': (code) => `&#x${hex(code)};`,
  'HTML, named': (_code, octet) => entities[octet] ?? octet,
  Markdown: (_code, octet) => (/[!-/:-@[-`{-~]/.test(octet) ? `\\${octet}` : octet),
  'hexadecimal, RFC 4648, 8': (code) => hex(code).toUpperCase(),
  'hexadecimal, lower case': hex,
  'UTF-16LE, RFC 2781': (_code, octet) => `${octet}\0`,
  'UTF-16BE': (_code, octet) => `\0${octet}`,
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function hex(code: number): string {
  return code.toString(16).padStart(2, '0');
}

/** A text of octets in each coding, as it stands first. */
function forms(octets: string): string[] {
  const written = Object.values(eachOctet).map((write) =>
    Array.from(octets, (octet) => write(octet.charCodeAt(0), octet)).join(''),
  );
  return [...new Set([octets, ...written, ...base64Of(octets)])];
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 and base64url (RFC 4648, 4 and 5): groups of six bits, which begin with the first octet, the second or the third. */
function base64Of(octets: string): string[] {
  const bits = Array.from(octets, (octet) => octet.charCodeAt(0).toString(2).padStart(8, '0')).join('');
  return [0, 4, 2].flatMap((ahead) => {
    const groups = bits.slice(ahead).match(/.{6}/g) ?? [];
    const text = groups.map((group) => alphabet.charAt(Number.parseInt(group, 2))).join('');
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
