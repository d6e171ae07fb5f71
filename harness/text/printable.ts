/** What stands on one line of a report at most, in characters. */
const longest = 600;

/**
 * Text from a target made fit to be shown: nothing in it can move the cursor, start a line, or turn the direction of
 * writing.
 *
 * @param text Anything.
 * @param limit Longest result in characters; what is cut is said.
 */
export function printable(text: string, limit = longest): string {
  return shortened(text, limit).replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, escaped);
}

/**
 * Text of at most so many characters; what is cut is said. Secrets are replaced before, since half of one may be too short
 * to be recognised.
 */
export function shortened(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}… (${text.length - limit} characters more)` : text;
}

/** The same for Markdown: what could be markup there is escaped too. */
export function printableMarkdown(text: string, limit = longest): string {
  return printable(text, limit).replace(/[\\`*_{}[\]<>|#~&]/g, (character) => `\\${character}`);
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  return named[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Bytes as text, those that do not print as \xNN; cut with a note. */
export function printableBytes(bytes: Uint8Array, limit = longest): string {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString('utf8');
  // Text that survives the way there and back is UTF-8 and shown as such.
  if (Buffer.from(text, 'utf8').equals(buffer)) return printable(text, limit);
  const shown = [...buffer.subarray(0, limit)].map((byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return shown.join('') + (buffer.length > limit ? `… (${buffer.length - limit} bytes more)` : '');
}
