import { randomInt } from 'node:crypto';

const kinds = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!#%*+-=?@_'] as const;
const length = 24;

/** A random password of 24 characters with upper and lower case, digits and punctuation, which any usual rule takes. */
export function newPassword(): string {
  const all = kinds.join('');
  const characters = Array.from({ length }, (_, index) => drawn(kinds[index] ?? all));
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? ''];
  }
  return characters.join('');
}

function drawn(from: string): string {
  return from.charAt(randomInt(from.length));
}
