import type { Area } from '../../harness/judge/clause-test.ts';
import { type Exchange, stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { answers, isAccepted } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { loadOfNewestToken, newestToken } from '../journey/newest-token.ts';
import { neverIssued, plainValidation, validation } from '../calls/complete-password.ts';

const validateNothing = stimulus('validate without a token', () => plainValidation());

const longToken = stimulus('token of 4 kB', () => plainValidation('x'.repeat(4096)));

const badTokens = [
  stimulus('unknown token', () => plainValidation(neverIssued)),
  stimulus('empty token', () => plainValidation('')),
  longToken,
];

const validated = 'validate the newest token';
const validatedAgain = 'validate it again';

/** The first validation of the newest token, sent once a run. */
async function firstValidation(context: ClauseContext): Promise<Exchange> {
  const [recorded] = context.recorded(({ name }) => name === validated);
  if (recorded !== undefined) {
    context.look(recorded);
    return recorded;
  }
  const { value } = await newestToken(context);
  return context.exchange(stimulus(validated, () => validation(value)));
}

export const freshToken: Area = {
  title: 'A token that was just issued',
  tests: [
    clause(
      'VT-01',
      'A token that was just issued is valid, asked for in the form of the published sample',
      loadOfNewestToken,
      async (context) => {
        await context.input(validated, async () => {
          isAccepted(await firstValidation(context), context);
        });
      },
    ),
    clause('VT-02', 'Validating without a token is refused', [validateNothing], answers(400, 422)),
    clause(
      'VT-03',
      'A token that was never issued, an empty one and one of 4 kB are not valid',
      badTokens,
      answers(400, 401, 403, 422).except(longToken, 400, 401, 403, 413, 414, 422),
    ),
    clause(
      'VT-04',
      'A token that was validated is still valid',
      { ...loadOfNewestToken, requests: 2 },
      async (context) => {
        let request: Exchange['request'] | undefined;
        await context.input(validated, async () => {
          const first = await firstValidation(context);
          request = first.request;
          isAccepted(first, context);
        });
        if (request === undefined) return;
        const same = request;
        await context.input(validatedAgain, async () => {
          isAccepted(await context.exchange(stimulus(validatedAgain, () => same)), context);
        });
      },
    ),
  ],
};
