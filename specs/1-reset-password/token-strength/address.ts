import { createHash } from 'node:crypto';
import { base64Alignments } from '../../../harness/secrets/forms.ts';

/** The ways in which an address can stand inside a token, by name. */
function formsOf(address: string): [name: string, text: string][] {
  const bytes = Buffer.from(address);
  return [
    ['plain', address],
    ['in hexadecimal', bytes.toString('hex')],
    ['percent-encoded', encodeURIComponent(address)],
    ...base64Alignments(bytes).map((text): [string, string] => ['in base64', text]),
    ...['md5', 'sha1', 'sha256'].map((name): [string, string] => [
      `as its ${name} digest`,
      createHash(name).update(address).digest('hex'),
    ]),
  ];
}

/**
 * Tells how the address stands inside all tokens, if it does.
 *
 * @returns such as "in base64", or undefined.
 */
export function addressIn(tokens: readonly string[], address: string): string | undefined {
  const found = formsOf(address).find(([, text]) =>
    tokens.every((token) => token.toLowerCase().includes(text.toLowerCase())),
  );
  return found?.[0];
}
