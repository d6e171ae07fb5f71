import { decodedIn } from './digits.ts';
import { unescaped } from './escapes.ts';
import { packedAsWhole, packedIn } from './packed.ts';
import type { Reading } from './reading.ts';

/*
 * The forms in which a secret may be written.
 *
 * They are told by the ways to read them: a text is read as it stands, then as each coding in it reads, and so on. The
 * search and the redaction go by the same readings, so what the one finds the other replaces.
 */

/** How many codings inside one another are read. */
export const deepest = 6;

/**
 * All readings of a text, one coding deep.
 *
 * @param fewest So many characters of a text are worth to be found; what is too short to hold them is not read.
 * @param of The reading that the text comes from, if any: what it has taken over as it stood is not read again.
 */
export function* readingsOf(text: string, fewest: number, of?: Reading): Generator<Reading> {
  const isNew = (start: number, end: number): boolean => {
    if (of?.by !== 'escaped') return true;
    const [from, to] = of.place(start, end);
    return to - from !== end - start;
  };
  const escaped = unescaped(text);
  if (escaped !== undefined) yield escaped;
  yield* decodedIn(text, fewest, isNew);
  const packed = [...packedIn(text, isNew), ...(of?.isWhole === false ? [] : packedAsWhole(text))];
  for (const { start, content } of packed) {
    yield { text: content, by: 'compressed', isWhole: true, place: () => [start, text.length] };
  }
}

/** A value, and how it reads where the texts that hold it are read: with the escapes in it undone, as UTF-8 octets. */
export function variantsOf(value: string): string[] {
  const variants = new Set([value]);
  let next = unescaped(value)?.text;
  for (let depth = 0; depth < deepest && next !== undefined; depth += 1) {
    variants.add(next);
    next = unescaped(next)?.text;
  }
  // A form writes a plus sign for a space (WHATWG URL, application/x-www-form-urlencoded).
  for (const each of [...variants]) variants.add(each.replaceAll(' ', '+'));
  for (const each of [...variants]) variants.add(Buffer.from(each, 'utf8').toString('latin1'));
  return [...variants];
}

/**
 * What of the base64 of some bytes does not depend on what stands before and after them: a text for each of the three
 * alignments, in the alphabet of base64 and, where it differs, of base64url (RFC 4648, 4 and 5); without padding.
 */
export function base64Alignments(bytes: Uint8Array): string[] {
  const texts = [0, 2, 3].map((from, lead) => {
    const text = Buffer.concat([Buffer.alloc(lead), bytes]).toString('base64');
    return text.slice(from, Math.floor(((lead + bytes.length) * 8) / 6));
  });
  return [...new Set(texts.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]))];
}
