import type { Exchange } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { burst } from './burst.ts';
import { hostileClausesSoFar, plainResetAfter } from './hostile.ts';
import { isGood, isReset } from './hostile-rules.ts';
import { emailTwice } from './hostile-content.clauses.ts';
import { afterRefusal } from './kept-connection.ts';

/** Clauses that follow a hostile one with good requests of their own, which show the same as a plain reset. */
const shownBy: Readonly<Record<string, (exchange: Exchange) => boolean>> = {
  'RP-ROB-17': ({ name }) => name.startsWith(afterRefusal),
  'RP-ROB-18': ({ name }) => burst.some((each) => each.name === name),
};

/** The clause whose input stands in where the run has sent none. */
const standIn = 'RP-ROB-09';

/** Judges the plain reset after each hostile clause of the run. */
export async function servesAfterAll(context: ClauseContext): Promise<void> {
  const soFar = hostileClausesSoFar(context);
  if (soFar.length === 0) for (const input of emailTwice) await context.exchange(input);
  for (const id of soFar.length === 0 ? [standIn] : soFar)
    await context.input(`plain reset after ${id}`, () => servesAfter(id, context));
}

async function servesAfter(id: string, context: ClauseContext): Promise<void> {
  const shown = shownBy[id];
  const follower = shown === undefined ? undefined : context.recorded(shown).find((each) => isGood(each, context));
  if (follower !== undefined) context.look(follower);
  else isReset(await context.exchange(plainResetAfter(id)), context);
}
