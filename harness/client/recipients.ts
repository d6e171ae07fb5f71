import { HarnessError } from '../judge/outcome.ts';
import type { Target } from '../config/target.ts';
import type { Request } from '../wire/message.ts';

/** Domains that can belong to nobody (RFC 2606, RFC 6761). */
const reservedDomain = /(^|\.)(example\.(com|net|org)|example|test|invalid|localhost)\.?$/i;

const addressLike = /[^\s"'<>:,;{}[\]()\\=&?]+(?:@|%40|\\u0040)([^\s"'<>:,;{}[\]()\\=&?#]+)/gi;

/**
 * Refuses to send what names an address that is not ours: the account's, the unknown one, and those under reserved
 * domains are. A domain without a dot reaches nobody.
 *
 * @throws HarnessError when a request names any other address: a fault of a spec or of a generator, never the target's.
 */
export function assertRecipientsAreOurs(request: Request, target: Target): void {
  const ours = new Set([target.accountEmail, target.unknownEmail].map((address) => domainOf(address)));
  const text = `${request.path}\n${Buffer.from(request.body ?? []).toString('latin1')}`;
  for (const [, domain = ''] of text.matchAll(addressLike)) {
    const plain = domain.replace(/%2e|\\u002e/gi, '.').toLowerCase();
    if (plain.includes('.') && !reservedDomain.test(plain) && !ours.has(plain)) {
      throw new HarnessError('a request names an address that is not ours: it is not sent');
    }
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
