import { lastUpTo, type Reading } from './reading.ts';

/**
 * The escapes of single characters: percent-encoding (RFC 3986, 2.1), JSON (RFC 8259, 7) and the languages like it,
 * Markdown, HTML character references. UTF-16 is one too: its NULs are left out.
 */
const escape =
  /%([\da-f]{2})|\\u([\da-f]{4})|\\u\{([\da-f]{1,6})\}|\\x([\da-f]{2})|\\([0-3][0-7]{2})|\\([!-/:-@[-`{-~bfnrt])|&#(\d{1,7});?|&#x([\da-f]{1,6});?|&([a-z]{2,8});|\0+/gi;

/** What every escape begins with. */
const beginsEscape = /[%\\&\0]/;

/** The text with its escapes undone once, each octet of percent-encoding a character; undefined where it has none. */
export function unescaped(text: string): Reading | undefined {
  if (!beginsEscape.test(text)) return undefined;
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
