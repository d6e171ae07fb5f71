import type { Exchange } from '../harness/client/exchange.ts';
import type { Bench } from '../harness/judge/bench.ts';
import { Inconclusive } from '../harness/judge/outcome.ts';
import type { Laboratory } from '../harness/judge/laboratory.ts';
import { enter, journalOf, type Series } from './journey-journal.ts';

/**
 * Sends a series once a run, whichever clause asks for it first. Where it can't go on, the reason is kept for the clauses
 * whose exchanges are missing; {@link stepOf} says it.
 */
export async function onceInRun(lab: Laboratory, series: Series, send: () => Promise<void>): Promise<void> {
  if (journalOf(lab).some((entry) => entry.kind === 'begun' && entry.series === series)) return;
  enter(lab, { kind: 'begun', series });
  try {
    await send();
    enter(lab, { kind: 'ended', series });
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    enter(lab, { kind: 'broken off', series, reason: error.message, blame: error.blame });
  }
}

/**
 * The exchange that a step of a series brought, as evidence of the clause.
 *
 * @throws Inconclusive where the series broke off before.
 */
export function stepOf(bench: Bench, series: Series, name: string): Exchange {
  const [exchange] = bench.recorded((each) => each.name === name);
  if (exchange !== undefined) {
    bench.look(exchange);
    return exchange;
  }
  const end = journalOf(bench.lab).findLast((entry) => entry.kind === 'broken off' && entry.series === series);
  if (end?.kind === 'broken off') throw new Inconclusive(end.reason, end.blame);
  throw new Inconclusive(`the run was stopped before it was sent: ${name}`, 'interrupted');
}
