import { looksPacked, packedAsWhole, packedIn } from './packed.ts';

/*
 * The forms in which a secret may be written.
 *
 * They are told by the ways to read them: a text is read as it stands, then as each coding in it reads, and so on. The
 * search and the redaction go by the same readings, so what the one finds the other replaces.
 */

/** A text that stands for a part of another one, the source. */
export interface Reading {
  /** Undefined where there is compressed content that can't be opened. */
  readonly text: string | undefined;
  /**
   * `escaped`: the source with single characters written otherwise. `encoded`: base64 or hexadecimal digits.
   * `compressed`: gzip and its like.
   */
  readonly by: 'escaped' | 'encoded' | 'compressed';
  /** True where it may be one document of octets, and so be compressed as a whole. */
  readonly isWhole: boolean;
  /** The stretch of the source that holds a stretch of the text. */
  readonly place: (start: number, end: number) => readonly [start: number, end: number];
}

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
  yield* encoded(text, base64Digits, fewest, isNew);
  yield* encoded(text, hexDigits, fewest, isNew);
  const packed = [...packedIn(text, isNew), ...(of?.isWhole === false ? [] : packedAsWhole(text))];
  for (const { start, content } of packed) {
    yield { text: content, by: 'compressed', isWhole: true, place: () => [start, text.length] };
  }
}

/** A value, and how it reads where the texts that hold it are read: with the escapes in it undone, as UTF-8 octets. */
export function variantsOf(value: string): string[] {
  const variants = new Set([value]);
  for (let next = unescaped(value); next?.text !== undefined; next = unescaped(next.text)) variants.add(next.text);
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

/**
 * The escapes of single characters: percent-encoding (RFC 3986, 2.1), JSON (RFC 8259, 7) and the languages like it,
 * Markdown, HTML character references. UTF-16 is one too: its NULs are left out.
 */
const escape =
  /%([\da-f]{2})|\\u([\da-f]{4})|\\u\{([\da-f]{1,6})\}|\\x([\da-f]{2})|\\([0-3][0-7]{2})|\\([!-/:-@[-`{-~bfnrt])|&#(\d{1,7});?|&#x([\da-f]{1,6});?|&([a-z]{2,8});|\0+/gi;

/** The text with its escapes undone once, each octet of percent-encoding a character; undefined where it has none. */
function unescaped(text: string): Reading | undefined {
  const pieces: string[] = [];
  // From each of these places of the result on, the source is this much further on. Nothing stands for what is left out.
  const places = [0];
  const shifts = [0];
  const isLeftOut = [false];
  let length = 0;
  let end = 0;
  for (const match of text.matchAll(escape)) {
    const character = characterOf(match);
    if (character === undefined) continue;
    pieces.push(text.slice(end, match.index), character);
    length += match.index - end;
    end = match.index + match[0].length;
    length += character.length;
    places.push(length);
    shifts.push(end - length);
    isLeftOut.push(character === '');
  }
  if (places.length === 1) return undefined;
  pieces.push(text.slice(end));
  const begin = (at: number): number => at + (shifts[lastUpTo(places, at)] ?? 0);
  const stop = (at: number): number => {
    let index = lastUpTo(places, at);
    while (places[index] === at && isLeftOut[index]) index -= 1;
    return at + (shifts[index] ?? 0);
  };
  return { text: pieces.join(''), by: 'escaped', isWhole: false, place: (from, to) => [begin(from), stop(to)] };
}

/** The character that an escape stands for, empty for a NUL, undefined where it stands for itself. */
function characterOf(match: RegExpExecArray): string | undefined {
  const [, percent, four, braced, two, octal, punctuation, decimal, hexadecimal, name] = match;
  if (punctuation !== undefined) return controls[punctuation] ?? punctuation;
  if (name !== undefined) return references.get(name) ?? references.get(name.toLowerCase());
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
  const digits = percent ?? four ?? braced ?? two ?? hexadecimal;
  if (digits === undefined && decimal === undefined) return '';
  const code = digits === undefined ? Number(decimal) : Number.parseInt(digits, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

const controls: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The named character references of HTML for ASCII and Latin-1. */
const references = new Map<string, string>([
  ...words(
    'Tab NewLine excl quot num dollar percnt amp apos lpar rpar ast plus comma period sol colon semi lt equals gt quest commat',
    '\t\n!"#$%&\'()*+,./:;<=>?@',
  ),
  ...words('lsqb bsol rsqb Hat lowbar grave lcub verbar rcub lbrack rbrack lbrace vert rbrace', '[\\]^_`{|}[]{|}'),
  ...words(
    'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
      'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
      'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
      'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
      'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
      'thorn yuml',
    Array.from({ length: 96 }, (_, index) => String.fromCharCode(0xa0 + index)).join(''),
  ),
]);

function words(names: string, characters: string): [name: string, character: string][] {
  return names.split(' ').map((name, index) => [name, characters.charAt(index)]);
}

/** A way to write octets in digits. */
interface Digits {
  /** A class of characters in a regular expression. */
  readonly digit: string;
  readonly encoding: 'base64' | 'hex';
  /** How many bits a digit stands for. */
  readonly bits: number;
  /** At how many digits one after the other an octet may begin. */
  readonly alignments: number;
  /** Digits that keep runs apart: at each alignment they stand for octets that are no part of a text of letters. */
  readonly separator: string;
}

const base64Digits: Digits = { digit: '[\\w+/-]', encoding: 'base64', bits: 6, alignments: 4, separator: 'CgoKCgoK' };
const hexDigits: Digits = { digit: '[\\da-fA-F]', encoding: 'hex', bits: 4, alignments: 2, separator: '0a0a' };

const patterns = new Map<string, RegExp>();

function patternOf(name: string, make: () => string): RegExp {
  const known = patterns.get(name) ?? new RegExp(make(), 'g');
  patterns.set(name, known);
  return known;
}

/** Runs of digits that stand for so many octets; a long one may be broken into lines. */
function runsOf({ digit, encoding, bits }: Digits, octets: number): RegExp {
  const fewest = Math.floor((octets * 8) / bits);
  return patternOf(`${encoding} ${octets}`, () => `${digit}{${fewest},}(?:\\r?\\n${digit}{4,})*`);
}

/** So many characters of text, as UTF-8 or as UTF-16: what is a part of a secret. What else digits stand for is none. */
function textual(characters: number): RegExp {
  const utf8 = '(?:[\\x20-\\x7e]|[\\xc2-\\xf4][\\x80-\\xbf]{1,3})';
  const utf16 = ['(?:[\\x20-\\x7e]\\0)', '(?:\\0[\\x20-\\x7e])'];
  return patternOf(`text ${characters}`, () => [utf8, ...utf16].map((each) => `${each}{${characters}}`).join('|'));
}

/** Fewer digits than this hold no compressed secret. */
const fewestPacked = 44;

/** A run of digits as it is decoded: without line ends, before a separator. */
interface Row {
  readonly digits: string;
  readonly run: string;
  /** Where the run stands in the source. */
  readonly index: number;
}

/** What runs of digits stand for, at each alignment: all runs in one text; those of compressed content by themselves, too. */
function* encoded(
  text: string,
  digits: Digits,
  fewest: number,
  isNew: (start: number, end: number) => boolean,
): Generator<Reading> {
  const rows: Row[] = [];
  for (const { index, 0: run } of text.matchAll(runsOf(digits, fewest))) {
    if (!isNew(index, index + run.length)) continue;
    rows.push({ digits: run.includes('\n') ? run.replace(/[\r\n]/g, '') : run, run, index });
  }
  if (rows.length === 0) return;
  for (let alignment = 0; alignment < digits.alignments; alignment += 1) {
    const reading = decoded(rows, digits, alignment);
    if (reading.text.search(textual(fewest)) !== -1) yield reading;
    const arePacked = looksPacked(reading.text);
    for (const row of rows) {
      const isCandidate = alignment === 0 && row.digits.length >= fewestPacked && !isReadable(row.digits);
      if (!arePacked && !isCandidate) continue;
      const alone = decoded([row], digits, alignment);
      if (isCandidate || looksPacked(alone.text)) yield { ...alone, isWhole: isCandidate };
    }
  }
}

/** True for a run of digits that is a name, a path or a digest, and so worth no try. */
function isReadable(run: string): boolean {
  return /^[\da-f-]+$/i.test(run) || !/\d/.test(run);
}

/** What the rows stand for where their first octet begins at this digit. */
function decoded(rows: readonly Row[], { encoding, bits, separator }: Digits, alignment: number) {
  const starts: number[] = [];
  let length = 0;
  const padded = rows.map(({ digits }) => {
    starts.push(length);
    const row = digits + separator.slice(digits.length % (separator.length / 2));
    length += row.length;
    return row;
  });
  /** The place in the source of the digit that holds a bit of an octet. */
  const placeOf = (octet: number, bit: number): number => {
    const digit = alignment + Math.floor((octet * 8 + bit) / bits);
    const index = lastUpTo(starts, digit);
    const row = rows[index];
    return row === undefined ? 0 : placeInRun(row, digit - (starts[index] ?? 0));
  };
  return {
    text: Buffer.from(padded.join('').slice(alignment), encoding).toString('latin1'),
    by: 'encoded',
    isWhole: false,
    place: (start: number, end: number) => [placeOf(start, 0), placeOf(end - 1, 7) + 1],
  } as const satisfies Reading;
}

/** The place in the source of a digit of a run; in a run in lines, line ends stand between the digits. */
function placeInRun({ digits, run, index }: Row, digit: number): number {
  if (run.length === digits.length) return index + Math.min(digit, digits.length - 1);
  const places = [...run.matchAll(/[^\r\n]/g)].map((each) => each.index);
  return index + (places[digit] ?? run.length - 1);
}

/** The index of the last number that is not above a limit, in ascending numbers of which the first is not. */
function lastUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
