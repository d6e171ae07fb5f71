/** Printing characters of ASCII. */
const [firstPrinting, lastPrinting] = [0x20, 0x7e];
/** Octets of UTF-8 (RFC 3629 3): those that lead a character of several, and those that follow. */
const [firstLead, lastLead] = [0xc2, 0xf4];
const [firstFollower, lastFollower] = [0x80, 0xbf];
const mostFollowers = 3;

/**
 * True where octets hold so many characters of text in a row, as UTF-8 or as UTF-16: what is a part of a secret. What
 * else digits may stand for is none. One look at each octet.
 */
export function holdsText(octets: Uint8Array, characters: number): boolean {
  let inRow = 0;
  let followers = mostFollowers;
  let isOpen = false;
  let alternating = 0;
  let wasPrinting = false;
  let wasNul = false;
  for (const octet of octets) {
    const isPrinting = octet >= firstPrinting && octet <= lastPrinting;
    if (isPrinting) {
      inRow = isOpen ? 1 : inRow + 1;
      isOpen = false;
      followers = mostFollowers;
    } else if (octet >= firstLead && octet <= lastLead) {
      // It counts once an octet has followed it.
      if (isOpen) inRow = 0;
      isOpen = true;
      followers = 0;
    } else if (octet >= firstFollower && octet <= lastFollower && followers < mostFollowers) {
      followers += 1;
      if (isOpen) inRow += 1;
      isOpen = false;
    } else {
      inRow = 0;
      isOpen = false;
      followers = mostFollowers;
    }
    if (inRow >= characters) return true;
    // UTF-16 of ASCII: a NUL before each character, or after it.
    const isNul = octet === 0;
    alternating = (isNul && wasPrinting) || (isPrinting && wasNul) ? alternating + 1 : isNul || isPrinting ? 1 : 0;
    if (alternating >= 2 * characters) return true;
    wasPrinting = isPrinting;
    wasNul = isNul;
  }
  return false;
}
