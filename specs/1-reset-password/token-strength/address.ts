import { createHash } from 'node:crypto';

/** The ways in which an address can stand inside a token, by name. */
function formsOf(address: string): [name: string, text: string][] {
  const bytes = Buffer.from(address);
  // Base64 has three alignments; the characters that neighbours change are cut off.
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(shift === 0 ? 0 : shift + 1, (bytes.length + shift) % 3 === 0 ? undefined : -1);
  });
  return [
    ['plain', address],
    ['in hexadecimal', bytes.toString('hex')],
    ['percent-encoded', encodeURIComponent(address)],
    ...base64.map((text): [string, string] => ['in base64', text]),
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
