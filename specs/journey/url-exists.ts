import { calls } from '../../contract/documented.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import type { Rule } from '../../harness/judge/clause-test.ts';
import { assertAnswered, type CodeRule } from '../../harness/judge/rules.ts';
import { type Answered, type Exchange, isAnswered } from '../../harness/model/exchange.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { firstValidation, loadOfFirstValidation } from './first-validation.ts';

/** The same rule, but a 404 conforms only where a good answer shows that the URL exists. */
export function whereUrlExists(rule: CodeRule): Rule {
  const both: Rule = async (exchange, context) => {
    await rule(exchange, context);
    assertAnswered(exchange, context.clause.accept.words);
    await assertUrlExists(exchange, context);
  };
  return Object.assign(both, { codes: rule.codes, uses: loadOfFirstValidation.uses });
}

/**
 * Asserts of a 404 that it is about the token or the credentials, and not about the URL.
 *
 * @throws Nonconformity where no good answer came from that URL.
 */
export async function assertUrlExists(exchange: Answered, context: ClauseContext): Promise<void> {
  if (exchange.response.status !== 404) return;
  const path = pathOf(exchange);
  const isGood = (each: Exchange): boolean =>
    isAnswered(each) && pathOf(each) === path && each.response.status >= 200 && each.response.status < 300;
  if (context.run.recording.exchanges.some(isGood)) return;
  if (path === calls.validateToken.path && isGood(await firstValidation(context))) return;
  context.look(exchange);
  throw new Nonconformity(
    context.clause.accept.words,
    `404, and no good answer of the run shows that ${path} exists at all`,
  );
}

function pathOf({ request }: Exchange): string {
  return request.path.replace(/\?.*$/, '');
}
