import { type Exchange, isAnswered, stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { base64Alignments } from '../../harness/secrets/forms.ts';
import { good } from '../calls/reset-password.ts';

const forgedHost = 'forged.example';

/** The headers by which proxies say what host was asked for (the second one by RFC 7239). */
export const withForgedHost = [
  ['X-Forwarded-Host', forgedHost] as const,
  ['Forwarded', `host=${forgedHost}`] as const,
].map(([name, value]) =>
  stimulus(`${name}: ${value}`, (to) => good(to, { headers: { [name]: value } }), { hasEffect: true }),
);

/** The forged host as it is, in hexadecimal, and in base64 at each of the three alignments. */
const forms = [forgedHost, Buffer.from(forgedHost).toString('hex'), ...base64Alignments(Buffer.from(forgedHost))];

/** Asserts that the forged host shows up nowhere in the answer, and that the answer is one that the clause accepts. */
export function hidesForgedHost(exchange: Exchange, context: ClauseContext): void {
  if (isAnswered(exchange)) {
    const { headers, body } = exchange.response;
    const place = headers.find(([, value]) => holdsForgedHost(value))?.[0];
    const where = place === undefined ? 'the body' : `the header ${place}`;
    if (place !== undefined || holdsForgedHost(Buffer.from(body).toString('latin1'))) {
      throw new Nonconformity('an answer without the forged host', `the forged host in ${where}`);
    }
  }
  isAccepted(exchange, context);
}

function holdsForgedHost(text: string): boolean {
  // A dot and letters can be written as escapes of URLs, of JSON and of HTML.
  const plain = text
    .replace(/(?:%|\\u00|&#x)([0-7][\da-f]);?/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/&#(\d{2,3});/g, (_, code: string) => String.fromCharCode(Number(code)))
    .toLowerCase();
  return forms.some((form) => text.includes(form) || plain.includes(form.toLowerCase()));
}
