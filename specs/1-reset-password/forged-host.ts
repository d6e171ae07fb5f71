import { type Exchange, isAnswered, stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { good } from '../calls/reset-password.ts';

const forgedHost = 'forged.example';

export const withForgedHost = stimulus(
  `X-Forwarded-Host: ${forgedHost}`,
  (to) => good(to, { headers: { 'X-Forwarded-Host': forgedHost } }),
  { hasEffect: true },
);

/** The forged host as it is, in hexadecimal, and in base64 at each of the three alignments. */
const forms = [
  forgedHost,
  Buffer.from(forgedHost).toString('hex'),
  ...[0, 1, 2].map((shift) =>
    // The first and the last characters depend on what stands beside it.
    Buffer.from(' '.repeat(shift) + forgedHost)
      .toString('base64')
      .replace(/=+$/, '')
      .slice(shift === 0 ? 0 : 4, -1),
  ),
];

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
