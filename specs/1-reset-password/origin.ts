import { type Exchange, stimulus } from '../../harness/model/exchange.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { assertAnswered } from '../../harness/judge/rules.ts';
import type { Target } from '../../harness/model/target.ts';
import { fieldValue, fieldValues } from '../../harness/model/message.ts';
import { post, probe } from '../calls/reset-password.ts';

/**
 * Origins that are not the target's: one that no service knows (RFC 2606), the opaque one of a sandboxed frame, and two
 * that a look for the target's own name within them, or at their end, takes for it.
 */
const foreignOrigins: readonly [name: string, origin: (host: string) => string][] = [
  ['https://evil.example', () => 'https://evil.example'],
  ['null', () => 'null'],
  ["the target's name and more", (host) => `https://${host}.evil.example`],
  ["more and the target's name", (host) => `https://evil${host}`],
];

/** A request of a foreign page, and what a browser asks before it, for each origin. */
export const fromForeignOrigins = foreignOrigins.flatMap(([name, originFor]) => {
  const originAt = ({ baseUrl }: Target): string => originFor(new URL(baseUrl).host);
  return [
    stimulus(`Origin: ${name}`, (to) => probe(to, { headers: { Origin: originAt(to) } })),
    stimulus(
      `preflight with Origin: ${name}`,
      (to) =>
        post(undefined, {
          method: 'OPTIONS',
          headers: {
            'Content-Type': undefined,
            Origin: originAt(to),
            'Access-Control-Request-Method': 'POST',
            'Access-Control-Request-Headers': 'content-type',
          },
        }),
      { combination: 'a preflight as browsers send it' },
    ),
  ];
});

/**
 * Asserts that a foreign origin is not let in together with credentials. `*` beside credentials lets nobody in: browsers
 * refuse the pair (Fetch, CORS check).
 */
export function isNotReflected(exchange: Exchange): void {
  assertAnswered(exchange, 'an answer');
  const { headers } = exchange.response;
  const origin = fieldValue(exchange.request.headers, 'Origin') ?? '';
  const reflected = fieldValues(headers, 'Access-Control-Allow-Origin').includes(origin);
  if (!reflected || fieldValue(headers, 'Access-Control-Allow-Credentials') !== 'true') return;
  throw new Nonconformity(
    'a foreign origin that is not let in together with credentials',
    `Access-Control-Allow-Origin: ${origin} and Access-Control-Allow-Credentials: true`,
  );
}
