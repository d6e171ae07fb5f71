import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** A secret with every character that some coding writes otherwise. */
export const odd = 'pa"ss&<wörd>\'/+=1\\ %41{z}';
/** A secret as tokens are. */
export const plain = 'q7VxN2bKf0TzRw9LmEh4';

const utf16 = (text: string, isBigEndian: boolean): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
};
const base64After = (lead: number, value: string): string =>
  Buffer.concat([Buffer.alloc(lead, 'x'), Buffer.from(value), Buffer.from('tail')]).toString('base64');
const toUrl = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_');
/** A text as hexadecimal digits of its octets. */
export const inHex = (value: string): string => Buffer.from(value).toString('hex');
const byCharacter = (value: string, write: (character: string) => string): string =>
  Array.from(value, (character) => write(character)).join('');
const marked = (value: string, write: (code: number) => string): string =>
  value.replace(/[&<>"']/g, (character) => write(character.charCodeAt(0)));

/** A zip archive with one deflated entry, without its central directory. */
function zip(content: string): Buffer {
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(1, 26);
  return Buffer.concat([header, Buffer.from('a'), deflateRawSync(content)]);
}

const json = (value: string): string => JSON.stringify({ value });

/** The forms in which a secret may be written, by name. */
export const forms: Readonly<Record<string, (value: string) => string | Buffer>> = {
  'as it is': (value) => `a ${value} b`,
  'in JSON': json,
  'in JSON in JSON': (value) => JSON.stringify(json(value)),
  'in JSON, thrice': (value) => JSON.stringify(JSON.stringify(json(value))),
  'in JSON with its slashes escaped': (value) => json(value).replaceAll('/', '\\/'),
  'in JSON with its markup escaped': (value) => marked(json(value), (code) => `\\u00${code.toString(16)}`),
  'in JSON with every character escaped': (value) =>
    byCharacter(value, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'percent-encoded': (value) => `/?t=${encodeURIComponent(value)}&u=1`,
  'percent-encoded in lower case': (value) =>
    encodeURIComponent(value).replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
  'percent-encoded with every octet': (value) => inHex(value).toUpperCase().replace(/../g, '%$&'),
  'percent-encoded with every octet in lower case': (value) => inHex(value).replace(/../g, '%$&'),
  'percent-encoded with every second octet': (value) =>
    byCharacter(value, (character) =>
      /[a-m]/i.test(character) ? `%${inHex(character)}` : encodeURIComponent(character),
    ),
  'percent-encoded twice': (value) => encodeURIComponent(encodeURIComponent(value)),
  'as a form writes it': (value) => new URLSearchParams({ value, and: 'more' }).toString(),
  'in HTML, named': (value) =>
    value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;')
      .replaceAll('ö', '&ouml;'),
  'in HTML, decimal': (value) => marked(value, (code) => `&#${code};`),
  'in HTML, hexadecimal': (value) => marked(value, (code) => `&#x${code.toString(16)};`),
  'in HTML, every character': (value) => byCharacter(value, (character) => `&#${character.codePointAt(0) ?? 0};`),
  'in Markdown': (value) => value.replace(/[\\`*_{}[\]<>|#~&+="'/%]/g, '\\$&'),
  'in base64': (value) => base64After(0, value),
  'in base64, one byte on': (value) => base64After(1, value),
  'in base64, two bytes on': (value) => base64After(2, value),
  'in base64url': (value) => toUrl(base64After(0, value)),
  'in base64url, one byte on': (value) => toUrl(base64After(1, value)),
  'in base64url, two bytes on': (value) => toUrl(base64After(2, value)),
  'in base64 in lines': (value) => base64After(30, value).replace(/.{40}/g, '$&\r\n'),
  'in base64 in a path': (value) => `/reset/${toUrl(base64After(0, value))}/more`,
  'in hexadecimal': inHex,
  'in upper-case hexadecimal': (value) => inHex(value).toUpperCase(),
  'in UTF-16LE': (value) => utf16(value, false),
  'in UTF-16BE': (value) => utf16(value, true),
  'in Latin-1': (value) => Buffer.from(`\xff ${value} \xfe`, 'latin1'),
  'among bytes that are no UTF-8': (value) =>
    Buffer.concat([Buffer.from([0xff, 0xfe, 0x80]), Buffer.from(value), Buffer.from([0xc0])]),
  'in gzip': (value) => gzipSync(json(value)),
  'in gzip that was cut': (value) => gzipSync(`${json(value)}${'x7Q'.repeat(400)}`).subarray(0, -12),
  'in gzip after other bytes': (value) => Buffer.concat([Buffer.from('--part\r\n\r\n'), gzipSync(json(value))]),
  'in zlib': (value) => deflateSync(json(value)),
  'in raw deflate': (value) => deflateRawSync(json(value)),
  'in brotli': (value) => brotliCompressSync(json(value)),
  'in a zip archive': (value) => zip(json(value)),
  'in base64 in JSON in gzip': (value) => gzipSync(JSON.stringify({ state: base64After(1, value) })),
  'in gzip in base64 in JSON': (value) => JSON.stringify({ state: gzipSync(json(value)).toString('base64') }),
  'in brotli in base64 in JSON': (value) =>
    JSON.stringify({ state: brotliCompressSync(json(value)).toString('base64') }),
  'in base64 in base64': (value) => base64After(2, base64After(1, value)),
  'in hexadecimal in base64': (value) => base64After(1, inHex(value)),
  'in HTML in JSON in base64': (value) => base64After(0, json(marked(value, (code) => `&#${code};`))),
  'in UTF-16 in base64': (value) => utf16(value, false).toString('base64'),
};
