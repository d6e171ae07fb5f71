import type { Area } from '../../harness/judge/clause-test.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { clause } from '../clause.ts';
import { plainResetAfter, servesAfter } from './aftermath.ts';
import { emailTwice } from './hostile-content.clauses.ts';
import { hostileClausesSoFar } from './hostile.ts';

/** The clause whose input stands in where the run has sent none. */
const standIn = 'RP-ROB-09';

/** Judges the good request after each hostile clause of the run, and names each input that the target went down on. */
async function servesAfterAll(context: ClauseContext): Promise<void> {
  for (const fatal of context.run.fatalInputs.all) {
    await context.input(fatal.exchange.name, () => {
      context.look(fatal.exchange);
      throw fatal;
    });
  }
  const soFar = hostileClausesSoFar(context);
  if (soFar.length === 0) for (const input of emailTwice) await context.exchange(input);
  for (const id of soFar.length === 0 ? [standIn] : soFar)
    await context.input(`good request after ${id}`, () => servesAfter(id, context));
}

// Its own file, and the last one on robustness: it judges what the clauses before it have left behind.
export const hostileAftermath: Area = {
  title: 'The aftermath of hostile input',
  tests: [
    clause('RP-ROB-11', 'After all hostile input the service still serves', {
      load: { uses: [...emailTwice, plainResetAfter(standIn)] },
      judge: servesAfterAll,
      // Where the target went down on an input, that is what the clause says.
      whileAway: true,
    }),
  ],
};
