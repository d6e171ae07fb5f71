import type { Exchange } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Inconclusive } from '../../harness/model/outcome.ts';
import type { RunContext } from '../../harness/judge/run-context.ts';
import { enter, journalOf, type Series } from './journal.ts';

/**
 * Sends a series once a run, whichever clause asks for it first. Where it can't go on, the reason is kept for the clauses
 * whose exchanges are missing; {@link stepOf} says it.
 */
export async function onceInRun(run: RunContext, series: Series, send: () => Promise<void>): Promise<void> {
  if (journalOf(run).some((entry) => entry.kind === 'begun' && entry.series === series)) return;
  enter(run, { kind: 'begun', series });
  try {
    await send();
    enter(run, { kind: 'ended', series });
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    enter(run, { kind: 'broken off', series, reason: error.message, blame: error.blame });
  }
}

/**
 * The exchange that a step of a series brought, as evidence of the clause.
 *
 * @throws Inconclusive where the series broke off before.
 */
export function stepOf(context: ClauseContext, series: Series, name: string): Exchange {
  const [exchange] = context.recorded((each) => each.name === name);
  if (exchange !== undefined) {
    context.look(exchange);
    return exchange;
  }
  const end = journalOf(context.run).findLast((entry) => entry.kind === 'broken off' && entry.series === series);
  if (end?.kind === 'broken off') throw new Inconclusive(end.reason, end.blame);
  throw new Inconclusive(`the run was stopped before it was sent: ${name}`, 'interrupted');
}
