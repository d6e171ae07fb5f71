/** What is parsed of a JSON document: a parser may set such limits (RFC 8259 9). */
export const jsonLimits = {
  /** Objects and arrays inside one another. */
  levels: 1000,
  /** Values, those inside others included. */
  values: 20_000,
} as const;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const [leftBracket, rightBracket] = [0x5b, 0x5d];
const [leftBrace, rightBrace] = [0x7b, 0x7d];

/**
 * Tells whether a JSON text goes beyond what is parsed: its levels, and its number of values. What a text within these
 * bounds becomes takes memory in proportion to its length, and recursion over it does not exhaust the stack.
 *
 * @param text Any text; one look at each character.
 * @returns what there is too much of, as a noun phrase; undefined where the text may be parsed.
 */
export function jsonExcess(text: string): string | undefined {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
    } else if (code === comma) {
      values += 1;
    } else if (code === leftBracket || code === leftBrace) {
      depth += 1;
      values += 1;
      if (depth > jsonLimits.levels) return `more than ${jsonLimits.levels} levels inside one another`;
    } else if (code === rightBracket || code === rightBrace) {
      depth -= 1;
    }
    if (values > jsonLimits.values) return `more than ${jsonLimits.values} values`;
  }
  return undefined;
}

/** Where the string that begins at a place ends, or the text does. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1;
  return at;
}
