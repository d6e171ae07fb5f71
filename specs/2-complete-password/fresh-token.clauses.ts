import type { Area } from '../../harness/judge/clause-test.ts';
import { type Exchange, stimulus } from '../../harness/model/exchange.ts';
import { answers, isAccepted } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { firstValidation, loadOfFirstValidation, validated } from '../journey/first-validation.ts';
import { whereUrlExists } from '../journey/url-exists.ts';
import { neverIssued, plainValidation } from '../calls/complete-password.ts';
import { isNotStored } from './not-stored.ts';

const validateNothing = stimulus('validate without a token', () => plainValidation());

const longToken = stimulus('token of 4 kB', () => plainValidation('x'.repeat(4096)));

const badTokens = [
  stimulus('unknown token', () => plainValidation(neverIssued)),
  stimulus('empty token', () => plainValidation('')),
  longToken,
];

const validatedAgain = 'validate it again';

export const freshToken: Area = {
  title: 'A token that was just issued',
  tests: [
    clause(
      'VT-01',
      'A token that was just issued is valid, asked for in the form of the published sample',
      loadOfFirstValidation,
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
      whereUrlExists(answers(400, 401, 403, 404, 422).except(longToken, 400, 401, 403, 404, 413, 414, 422)),
    ),
    clause(
      'VT-04',
      'A token that was validated is still valid',
      { ...loadOfFirstValidation, requests: 1 },
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
    clause(
      'VT-07',
      'No cache answers whether a token is valid, since it would say so of a spent one too',
      loadOfFirstValidation,
      async (context) => {
        await context.input(validated, async () => {
          const exchange = await firstValidation(context);
          isAccepted(exchange, context);
          isNotStored(exchange.response);
        });
      },
    ),
  ],
};
