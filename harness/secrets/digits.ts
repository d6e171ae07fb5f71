import { looksPacked } from './packed.ts';
import { holdsText } from './readable.ts';
import { type IsNew, lastUpTo, type Reading } from './reading.ts';

/*
 * Octets that are written in digits: base64 and base64url (RFC 4648, 4 and 5), hexadecimal (RFC 4648, 8).
 */

/** A way to write octets in digits. */
interface Digits {
  /** 1 for the code of each digit. */
  readonly isDigit: Uint8Array;
  /** The lines that follow the first one of a run. */
  readonly furtherLines: RegExp;
  readonly encoding: 'base64' | 'hex';
  /** How many bits a digit stands for. */
  readonly bits: number;
  /** At how many digits one after the other an octet may begin. */
  readonly alignments: number;
  /** Digits that keep runs apart: at each alignment they stand for octets that are no part of a text of letters. */
  readonly separator: string;
}

const base64: Digits = { ...digitsOf('[\\w+/-]'), encoding: 'base64', bits: 6, alignments: 4, separator: 'CgoKCgoK' };
const hexadecimal: Digits = { ...digitsOf('[\\da-fA-F]'), encoding: 'hex', bits: 4, alignments: 2, separator: '0a0a' };

/** @param digit A class of characters in a regular expression, all of ASCII. */
function digitsOf(digit: string): Pick<Digits, 'isDigit' | 'furtherLines'> {
  const one = new RegExp(digit);
  return {
    isDigit: Uint8Array.from({ length: 128 }, (_, code) => (one.test(String.fromCharCode(code)) ? 1 : 0)),
    furtherLines: new RegExp(`(?:\\r?\\n${digit}{4,})*`, 'y'),
  };
}

/** Fewer digits than this hold no compressed secret. */
const fewestPacked = 44;

/** How many runs of one text are tried for compressed content without a mark at its begin. */
const mostTries = 256;

/** A run of digits as it is decoded: without line ends, before a separator. */
interface Row {
  readonly digits: string;
  readonly run: string;
  /** Where the run stands in the source. */
  readonly index: number;
}

/**
 * What runs of digits in a text stand for, at each alignment: all runs in one text; those of compressed content by
 * themselves, too.
 *
 * @param fewest So many octets are worth to be read.
 */
export function* decodedIn(text: string, fewest: number, isNew: IsNew): Generator<Reading> {
  const inBase64 = [...runsIn(text, base64, fewest)];
  yield* decoded(inBase64, base64, fewest, isNew);
  // Hexadecimal digits are digits of base64, too, and more of them are needed.
  if (inBase64.length > 0) yield* decoded([...runsIn(text, hexadecimal, fewest)], hexadecimal, fewest, isNew);
}

/** Runs of digits that stand for so many octets; a long one may be broken into lines. */
function* runsIn(text: string, { isDigit, furtherLines, bits }: Digits, octets: number): Generator<Row> {
  const fewest = Math.floor((octets * 8) / bits);
  // A run covers the last place of a window of so many characters, so that most characters are never looked at.
  for (let last = fewest - 1, from = 0; last < text.length; last += fewest) {
    if (isDigit[text.charCodeAt(last)] !== 1) continue;
    let index = last;
    while (index > from && isDigit[text.charCodeAt(index - 1)] === 1) index -= 1;
    let end = last + 1;
    while (end < text.length && isDigit[text.charCodeAt(end)] === 1) end += 1;
    if (end - index >= fewest) {
      furtherLines.lastIndex = end;
      end += furtherLines.exec(text)?.[0].length ?? 0;
      const run = text.slice(index, end);
      yield { digits: run.includes('\n') ? run.replace(/[\r\n]/g, '') : run, run, index };
    }
    from = end;
    last = end - 1;
  }
}

function* decoded(all: readonly Row[], digits: Digits, fewest: number, isNew: IsNew): Generator<Reading> {
  const rows = new Rows(
    all.filter(({ index, run }) => isNew(index, index + run.length)),
    digits,
  );
  if (rows.isEmpty) return;
  const candidates = new Set(rows.all.filter(mayBePacked).slice(0, mostTries));
  for (let alignment = 0; alignment < digits.alignments; alignment += 1) {
    const octets = rows.octetsAt(alignment);
    const reading = rows.reading(octets, alignment);
    if (holdsText(octets, fewest)) yield reading;
    const arePacked = looksPacked(reading.text);
    if (!arePacked && (alignment > 0 || candidates.size === 0)) continue;
    for (const row of rows.all) {
      const isCandidate = alignment === 0 && candidates.has(row);
      if (!arePacked && !isCandidate) continue;
      const alone = new Rows([row], digits);
      const inRow = alone.reading(alone.octetsAt(alignment), alignment);
      if (isCandidate || looksPacked(inRow.text)) yield { ...inRow, isWhole: isCandidate };
    }
  }
}

/** False for a run of digits that is a name, a path or a digest, and so worth no try. */
function mayBePacked({ digits }: Row): boolean {
  return digits.length >= fewestPacked && /\d/.test(digits) && !/^[\da-f-]+$/i.test(digits);
}

/** Runs of digits one after the other, with separators between them. */
class Rows {
  readonly all: readonly Row[];
  readonly #digits: Digits;
  /** Where each row begins. */
  readonly #starts: number[] = [];
  readonly #joined: string;

  constructor(all: readonly Row[], digits: Digits) {
    this.all = all;
    this.#digits = digits;
    const { separator } = digits;
    let length = 0;
    const padded = all.map((row) => {
      this.#starts.push(length);
      const text = row.digits + separator.slice(row.digits.length % (separator.length / 2));
      length += text.length;
      return text;
    });
    this.#joined = padded.join('');
  }

  get isEmpty(): boolean {
    return this.all.length === 0;
  }

  /** What the rows stand for where their first octet begins at this digit. */
  octetsAt(alignment: number): Buffer {
    return Buffer.from(this.#joined.slice(alignment), this.#digits.encoding);
  }

  /** The same as a text with a character for each octet. */
  reading(octets: Buffer, alignment: number) {
    return {
      text: octets.toString('latin1'),
      by: 'encoded',
      isWhole: false,
      place: (start: number, end: number) => [
        this.#placeOf(alignment, start, 0),
        this.#placeOf(alignment, end - 1, 7) + 1,
      ],
    } as const satisfies Reading;
  }

  /** The place in the source of the digit that holds a bit of an octet. */
  #placeOf(alignment: number, octet: number, bit: number): number {
    const digit = alignment + Math.floor((octet * 8 + bit) / this.#digits.bits);
    const index = lastUpTo(this.#starts, digit);
    const row = this.all[index];
    return row === undefined ? 0 : placeInRun(row, digit - (this.#starts[index] ?? 0));
  }
}

/** For each run in lines, where its digits stand in it: the same run is asked for many places. */
const digitPlaces = new WeakMap<Row, Uint32Array>();

/** The place in the source of a digit of a run; in a run in lines, line ends stand between the digits. */
function placeInRun(row: Row, digit: number): number {
  const { digits, run, index } = row;
  if (run.length === digits.length) return index + Math.min(digit, digits.length - 1);
  let places = digitPlaces.get(row);
  if (places === undefined) {
    places = new Uint32Array(digits.length);
    for (let at = 0, next = 0; at < run.length; at += 1) {
      if (run[at] !== '\n' && run[at] !== '\r') places[next++] = at;
    }
    digitPlaces.set(row, places);
  }
  return index + (places[digit] ?? run.length - 1);
}
