import { type Exchange, stimulus } from '../../harness/model/exchange.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { assertAnswered } from '../../harness/judge/rules.ts';
import { fieldValue, fieldValues } from '../../harness/model/message.ts';
import { post, probe } from '../calls/reset-password.ts';

/** An origin that no service knows (RFC 2606), and the opaque one of a sandboxed frame. */
const foreignOrigins = ['https://evil.example', 'null'];

/** A request of a foreign page, and what a browser asks before it, for each origin. */
export const fromForeignOrigins = foreignOrigins.flatMap((origin) => [
  stimulus(`Origin: ${origin}`, (to) => probe(to, { headers: { Origin: origin } })),
  stimulus(`preflight with Origin: ${origin}`, () =>
    post(undefined, {
      method: 'OPTIONS',
      headers: {
        'Content-Type': undefined,
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type',
      },
    }),
  ),
]);

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
