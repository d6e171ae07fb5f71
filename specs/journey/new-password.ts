import { hkdfSync } from 'node:crypto';

export const kinds = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!#%*+-=?@_'] as const;
const length = 24;
const purpose = 'new password of the test account';

/**
 * Numbers that are derived from a secret (RFC 5869), as good as random for whoever does not know it.
 *
 * @param count How many there are.
 * @returns the number at an index, reduced to below a limit.
 */
export function drawing(
  secret: string,
  salt: Uint8Array,
  purpose: string,
  count: number,
): (index: number, below: number) => number {
  const numbers = new Uint32Array(hkdfSync('sha256', secret, salt, purpose, count * 4));
  // Of 2^32 numbers, so that none of the few characters is noticeably more likely.
  return (index, below) => (numbers[index] ?? 0) % below;
}

/**
 * A password of 24 characters with upper and lower case, digits and punctuation, which any usual rule takes. It is
 * derived (RFC 5869), so that whoever has the account's password and the salt finds it again.
 *
 * @param secret The account's own password.
 * @param salt Drawn anew for each password; no secret.
 */
export function newPassword(secret: string, salt: Uint8Array): string {
  const drawn = drawing(secret, salt, purpose, 2 * length);
  const all = kinds.join('');
  const characters = Array.from({ length }, (_, index) => {
    const from = kinds[index] ?? all;
    return from.charAt(drawn(index, from.length));
  });
  for (let last = length - 1; last > 0; last -= 1) {
    const other = drawn(length + last, last + 1);
    [characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? ''];
  }
  return characters.join('');
}
