import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from 'node:zlib';

/** Compressed content inside a text of octets. */
export interface Packed {
  /** Where it begins; it is taken to go on to the end. */
  readonly start: number;
  /** What it holds, an octet a character; undefined where that can't be told. */
  readonly content: string | undefined;
}

/** What compressed content grows to at most, in octets; beyond it, it counts as content that can't be opened. */
const mostUnpacked = 4 * 1024 * 1024;

/** How many places of one text are tried. */
const mostTries = 16;

/** Begins of gzip (RFC 1952, 2.3), of an entry of a zip archive (APPNOTE 4.3.7), of zlib (RFC 1950, 2.2). */
const gzip = '\x1f\x8b\x08';
const zip = 'PK\x03\x04';
const zlib = ['x\x01', 'x^', 'x\x9c', 'x\xda'];
/** These, and those of what Node does not open: Zstandard, LZ4, xz, bzip2. */
const begin =
  /\x1f\x8b\x08(?=[\x00-\x1f])|PK\x03\x04|x[\x01\x5e\x9c\xda]|\x28\xb5\x2f\xfd|\x04"M\x18|\xfd7zXZ\0|BZh[1-9]1AY&SY/g;
/** Text of ASCII alone is not compressed. */
const ascii = /^[\t\n\r\x20-\x7e]*$/;
/** What no text holds, and compressed content does. */
const binary = /[\x00-\x08\x0e-\x1f\x7f-\x9f]/;

const cut = { maxOutputLength: mostUnpacked, finishFlush: constants.Z_SYNC_FLUSH };
const cutBrotli = { maxOutputLength: mostUnpacked, finishFlush: constants.BROTLI_OPERATION_FLUSH };

/** True where a text of octets may hold compressed content. */
export function looksPacked(octets: string): boolean {
  return octets.search(begin) !== -1;
}

/**
 * The compressed content that a text holds.
 *
 * @param octets Anything; content is found where each character is one octet.
 * @param isNew Tells of a stretch whether it has not been searched before.
 */
export function packedIn(octets: string, isNew: (start: number, end: number) => boolean): Packed[] {
  if (ascii.test(octets)) return [];
  return [...octets.matchAll(begin)]
    .filter(({ index, 0: found }) => isNew(index, index + found.length))
    .slice(0, mostTries)
    .flatMap(({ index, 0: found }) => unpacked(found, octets, index));
}

function unpacked(found: string, octets: string, start: number): Packed[] {
  const bytes = Buffer.from(octets.slice(start), 'latin1');
  // Neither the length nor the checksum at the end has a say: what can be read has to be.
  if (found === gzip) return [{ start, content: tried(() => inflateRawSync(afterHeader(bytes), cut))?.content }];
  if (found === zip) return zipEntry(bytes, start);
  if (!zlib.includes(found)) return [{ start, content: undefined }];
  // Two octets are no more than a hint: what can't be read is something else.
  const result = tried(() => inflateSync(bytes, cut));
  return result === undefined ? [] : [{ start, ...result }];
}

/** What follows the header of a gzip member (RFC 1952, 2.3). */
function afterHeader(bytes: Buffer): Buffer {
  const flags = bytes.readUInt8(3);
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + bytes.readUInt16LE(at);
  // The file's name, and a comment.
  for (const flag of [8, 16]) if ((flags & flag) !== 0) at = bytes.indexOf(0, at) + 1;
  return bytes.subarray((flags & 2) !== 0 ? at + 2 : at);
}

function zipEntry(bytes: Buffer, start: number): Packed[] {
  if (bytes.length < 30) return [];
  const method = bytes.readUInt16LE(8);
  // What is stored as it is has been read with the rest.
  if (method === 0) return [];
  const content = bytes.subarray(30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28));
  return [{ start, content: method === 8 ? tried(() => inflateRawSync(content, cut))?.content : undefined }];
}

/**
 * What a text is where it is compressed as a whole, without a mark at its begin: raw deflate (RFC 1951), brotli
 * (RFC 7932). Damaged zlib is left out here, too.
 */
export function packedAsWhole(octets: string): Packed[] {
  if (!binary.test(octets)) return [];
  const bytes = Buffer.from(octets, 'latin1');
  const results = [tried(() => inflateRawSync(bytes, cut)), tried(() => brotliDecompressSync(bytes, cutBrotli))];
  const isDamaged = zlib.some((each) => octets.startsWith(each)) && tried(() => inflateSync(bytes, cut)) === undefined;
  return [...results, isDamaged ? { content: undefined } : undefined].flatMap((result) =>
    result === undefined ? [] : [{ start: 0, ...result }],
  );
}

/** What content opens to; without content where that is too long, undefined where it is no such content. */
function tried(open: () => Buffer): Pick<Packed, 'content'> | undefined {
  const { stackTraceLimit } = Error;
  // Node makes out the stack of each of its errors, which takes many times what a try that fails does.
  Error.stackTraceLimit = 0;
  try {
    return { content: open().toString('latin1') };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? { content: undefined } : undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
