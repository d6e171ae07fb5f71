import type { SecretRegistry } from '../secrets/registry.ts';
import { isUtf8 } from '../secrets/redact-bytes.ts';

/** A stretch of text as it is, or a shell variable that stands for a secret. */
type Piece = { readonly text: string } | { readonly variable: string };

/** Quotes a text for a POSIX shell; variables that stand for secrets are left to the shell. */
export function quoted(text: string, registry: SecretRegistry): string {
  const pieces = piecesOf(text, registry);
  if (!pieces.some((piece) => 'variable' in piece)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const written = pieces.map((piece, index) => {
    if ('text' in piece) return piece.text.replace(/["\\`$]/g, '\\$&');
    const next = pieces[index + 1];
    // What follows must not be read as part of the name.
    const isOpen = next !== undefined && 'text' in next && /^\w/.test(next.text);
    return isOpen ? `\${${piece.variable}}` : `$${piece.variable}`;
  });
  return `"${written.join('')}"`;
}

/** The arguments by which `printf` writes these bytes: octal escapes are the ones that every shell knows. */
export function printfFormat(bytes: Buffer, registry: SecretRegistry): string {
  // Latin-1 maps each byte to one character and back, so what is no UTF-8 survives.
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
  const pieces = piecesOf(bytes.toString(encoding), registry);
  const format = pieces.map((piece) => ('text' in piece ? octal(Buffer.from(piece.text, encoding)) : '%s'));
  const values = pieces.flatMap((piece) => ('variable' in piece ? [` "$${piece.variable}"`] : []));
  return `'${format.join('')}'${values.join('')}`;
}

function octal(bytes: Buffer): string {
  return [...bytes]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (character === '%') return '%%';
      return byte >= 0x20 && byte < 0x7f && !`'\\`.includes(character)
        ? character
        : `\\${byte.toString(8).padStart(3, '0')}`;
    })
    .join('');
}

function piecesOf(text: string, registry: SecretRegistry): Piece[] {
  const variables = new Map(registry.all.map(({ placeholder, variable }) => [placeholder, variable]));
  // A placeholder such as <reset_token#2> ends where it ends; a variable's name would run on into a letter after it.
  return registry
    .redact(text)
    .split(/(<[a-z0-9_]+(?:#\d+)?>)/)
    .filter((part) => part !== '')
    .map((part) => {
      const variable = variables.get(part);
      return variable === undefined ? { text: part } : { variable };
    });
}
