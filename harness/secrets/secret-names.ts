const secretName = /token|password|passwd|secret|session|api[-_]?key/i;

/** Words at the end of a name that speak about a secret, and are none: when it was issued, for how long, what is wrong with it. */
const aboutOne = new Set(
  'at exp expires expiry expiration iat age ttl life lifetime seconds ms type name length policy strength hint status state valid count required message error errors'.split(
    ' ',
  ),
);

/** True where a member, parameter or field of this name holds a secret, going by the name. */
export function namesSecret(name: string): boolean {
  if (!secretName.test(name)) return false;
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  return !aboutOne.has(words.at(-1) ?? '');
}

/** True where a text names a secret anywhere, such as a document that is to be searched for one. */
export function speaksOfSecret(text: string): boolean {
  return secretName.test(text);
}

/** Parts of fewer characters say nothing, as in `w3` and `www`. */
const shortestPart = 4;
/** In letters: a longer run is none that a language would write as one word, and so drawn by chance. */
const longestWord = 14;

/**
 * True where a value is written in words: `required`, `This field may not be blank.`, `/organizations/reset-password/`.
 *
 * Frameworks put what is wrong with a member under that member's name, `{"token": ["required"]}`. To take such a word for a
 * secret would withdraw every file that says it.
 */
export function isInWords(value: string): boolean {
  if (/\s/.test(value)) return true;
  const parts = value.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
  return parts.every((part) => part.length < shortestPart || /^\d{4}$/.test(part) || isInCamelCase(part));
}

function isInCamelCase(part: string): boolean {
  // At the end of a word alone, and no more than two digits.
  if (/\d(?:\D|\d\d)/.test(part)) return false;
  const letters = part.replace(/\d{1,2}$/, '');
  const words = letters.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
  return (
    words.join('') === letters && words.every((word) => word.length <= longestWord && !/^[A-Z]?[a-z]?$/.test(word))
  );
}
