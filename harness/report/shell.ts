import { textOf } from '../secrets/redact-bytes.ts';
import { placeholderOf, type SecretRegistry } from '../secrets/registry.ts';

/** A stretch of text as it is, or a shell variable that stands for a secret. */
type Piece = { readonly text: string } | { readonly variable: string };

/** Quotes a text for a POSIX shell; variables that stand for secrets are left to the shell. */
export function quoted(text: string, registry: SecretRegistry): string {
  const pieces = piecesOf(text, registry);
  const plain = pieces.flatMap((piece) => ('text' in piece ? [piece.text] : []));
  if (plain.length === pieces.length) return `'${plain.join('').replaceAll("'", `'\\''`)}'`;
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
  const { text, encoding } = textOf(bytes);
  const pieces = piecesOf(text, registry);
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

/** Only a whole secret that stands there as text is what its variable holds; the others show as placeholders. */
function piecesOf(text: string, registry: SecretRegistry): Piece[] {
  return registry.piecesOf(text).map((piece) => {
    if ('text' in piece) return piece;
    const { secret, whole, asText } = piece.hit;
    return secret !== undefined && whole && asText ? { variable: secret.variable } : { text: placeholderOf(piece.hit) };
  });
}
