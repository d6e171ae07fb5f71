import { HarnessError } from '../model/outcome.ts';
import type { Target } from '../model/target.ts';
import { undoCodings } from '../http/content-coding.ts';
import { listMembers, type Request } from '../model/message.ts';

/** Domains that can belong to nobody (RFC 2606, RFC 6761). */
export const reservedDomain = /(^|\.)(example\.(com|net|org)|example|test|invalid|localhost)\.?$/i;

/** Looked for from the at sign on, and back from there: a long body without one must not take long to read. */
const addressLike = /(?:@|%40|\\u0040)(?<=[^\s"'<>:,;{}[\]()\\=&?](?:@|%40|\\u0040))([^\s"'<>:,;{}[\]()\\=&?#@]+)/gi;

/**
 * Refuses to send what names an address that is not ours: the account's, the unknown one, and those under reserved
 * domains are. A domain without a dot reaches nobody.
 *
 * @throws HarnessError when a request names any other address: a fault of a spec or of a generator, never the target's.
 */
export function assertRecipientsAreOurs(request: Request, target: Target): void {
  const ours = new Set([target.accountEmail, target.unknownEmail].map((address) => domainOf(address)));
  const text = `${request.path}\n${readable(request)}`;
  for (const [, domain = ''] of text.matchAll(addressLike)) {
    const plain = domain.replace(/%2e|\\u002e/gi, '.').toLowerCase();
    if (plain.includes('.') && !reservedDomain.test(plain) && !ours.has(plain)) {
      throw new HarnessError('a request names an address that is not ours: it is not sent');
    }
  }
}

/** The body as a lenient reader takes it: a content coding undone where it is a true one, UTF-16 without its NULs. */
function readable({ headers, body }: Request): string {
  const bytes = Buffer.from(body ?? []);
  const decoded = undoCodings(bytes, listMembers(headers, 'Content-Encoding'));
  return ('problem' in decoded ? bytes : decoded.body).toString('latin1').replaceAll('\0', '');
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
