import type { Exchange } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { assertAnswered, statusOf } from '../../harness/judge/rules.ts';
import { fieldValue } from '../../harness/model/message.ts';

/** The directive that says for how many seconds; its value may be quoted (RFC 6797 6.1). */
const maxAge = /(?:^|;)\s*max-age\s*=\s*"?(\d+)"?\s*(?:;|$)/i;

/** Asserts that an answer asks browsers to keep to https, and for some time: `max-age=0` takes the wish back. */
export function isPinned(exchange: Exchange, context: ClauseContext): void {
  assertAnswered(exchange, 'an answer with Strict-Transport-Security');
  const policy = fieldValue(exchange.response.headers, 'Strict-Transport-Security');
  if (policy === undefined) throw new Nonconformity('Strict-Transport-Security', `none on ${statusOf(exchange)}`);
  if (!(Number(maxAge.exec(policy)?.[1] ?? 0) > 0)) {
    throw new Nonconformity('a max-age above 0', `Strict-Transport-Security: ${policy}`);
  }
  context.observe(`Strict-Transport-Security: ${policy}`);
}
