import { reservedDomain } from '../client/recipients.ts';

const at = /@|%40/i;
/** What a mail system or IDNA (UTS 46) takes for the dot between labels, once NFKC is applied. */
const dot = /[.。]|%2e/i;
const domainShape = /^[\p{L}\p{N}.-]+$/u;

/**
 * Tells whether generated text may be sent: it names nobody's address, the account's included, however it is read.
 *
 * What stands after an at sign is a reserved domain that ends the text, or has no dot. The account's address is
 * looked for without regard to case, compatibility forms and punctuation, as mappings of a target may ignore these.
 *
 * @param account Address of the test account.
 */
export function isHarmless(text: string, account: string): boolean {
  const [, ...after] = text.normalize('NFKC').split(at);
  const domain = after.pop() ?? '';
  const reachesNobody = !dot.test(domain) || (domainShape.test(domain) && reservedDomain.test(domain));
  return reachesNobody && !after.some((part) => dot.test(part)) && !skeleton(text).includes(skeleton(account));
}

function skeleton(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@]/gu, '');
}
