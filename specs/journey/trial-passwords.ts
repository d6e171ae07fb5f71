import { drawing, kinds } from './new-password.ts';

/**
 * Passwords by which it is seen what a target takes. `short`: seven characters of all kinds, so that only its length
 * speaks against it. `published`: 15 lower-case letters and underscores, in the shape of the published one. `long`: 64
 * characters of all kinds, a space and a letter beyond ASCII among them.
 */
export type TrialPasswords = Readonly<Record<'short' | 'published' | 'long', string>>;

/** The published one is three words of these lengths, with underscores between. */
const words = [4, 2, 7];
const shortLength = 7;
const longLength = 64;
const letters = 'abcdefghijklmnopqrstuvwxyz';

/**
 * Trial passwords, derived like `newPassword`, so that whoever has the account's password and the salt finds them again.
 *
 * @param secret The account's own password.
 * @param salt Drawn anew for each run; no secret.
 */
export function trialPasswords(secret: string, salt: Uint8Array): TrialPasswords {
  const shorter = drawing(secret, salt, 'password of seven characters', shortLength);
  const published = drawing(secret, salt, 'password in the published shape', letters.length);
  const longer = drawing(secret, salt, 'password of 64 characters', longLength);
  const all = kinds.join('');
  const mixed = (length: number, drawn: typeof shorter): string[] =>
    Array.from({ length }, (_, index) => {
      const from = kinds[index] ?? all;
      return from.charAt(drawn(index, from.length));
    });
  const long = mixed(longLength, longer);
  // Inside, where nothing trims them, and so that a cut at the end takes a plain letter.
  long[20] = ' ';
  long[40] = 'é';
  long[longLength - 1] = letters.charAt(longer(longLength - 1, letters.length));
  let next = 0;
  const word = (length: number): string =>
    Array.from({ length }, () => letters.charAt(published(next++, letters.length))).join('');
  return { short: mixed(shortLength, shorter).join(''), published: words.map(word).join('_'), long: long.join('') };
}
