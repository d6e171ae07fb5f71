import type { Area } from '../../harness/judge/clause-test.ts';
import { type Exchange, isAnswered, type Stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { assertAnswered, jsonIfAny } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { asText, blankEmail, emptyObject, unknownAddress, withGet } from '../calls/reset-password.ts';

const refused = [emptyObject, blankEmail, unknownAddress, withGet, asText];

/** Sends a refused request once more and compares the codes. */
async function isRepeatable(stimulus: Stimulus, context: ClauseContext): Promise<void> {
  const [first, second] = [
    codeOf(await context.exchange(stimulus)),
    codeOf(await context.exchange({ ...stimulus, name: `${stimulus.name}, once more` })),
  ];
  if (second !== first) throw new Nonconformity(`${first} again`, `${second} the second time`);
}

function codeOf(exchange: Exchange): number {
  assertAnswered(exchange, 'an answer');
  return exchange.response.status;
}

export const errors: Area = {
  title: 'Errors',
  tests: [
    clause(
      'RP-ERR-04',
      'A 400 or 422 names the member at fault',
      { uses: [emptyObject, unknownAddress] },
      async (context) => {
        for (const stimulus of [emptyObject, unknownAddress]) {
          await context.input(stimulus.name, async () => {
            const exchange = await context.exchange(stimulus);
            if (!isAnswered(exchange) || ![400, 422].includes(exchange.response.status)) return;
            const names = JSON.stringify(jsonIfAny(exchange) ?? '').includes('email');
            context.observe(`${stimulus.name}: ${exchange.response.status} ${names ? 'names' : 'does not name'} email`);
          });
        }
      },
    ),
    clause(
      'RP-ERR-08',
      'A refused request that is sent once more gets the same code',
      { requests: refused.length, effects: 0, uses: refused },
      async (context) => {
        for (const stimulus of refused) await context.input(stimulus.name, () => isRepeatable(stimulus, context));
      },
    ),
  ],
};
