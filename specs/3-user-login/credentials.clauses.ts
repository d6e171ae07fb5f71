import { type Area, needsFreeHeader } from '../../harness/judge/clause-test.ts';
import { randomBytes } from 'node:crypto';
import { isAccepted } from '../../harness/judge/rules.ts';
import { NotApplicable } from '../../harness/model/outcome.ts';
import { clause } from '../clause.ts';
import { newPassword } from '../journey/new-password.ts';
import { withPresentPassword, workingLogIn } from '../journey/present-password.ts';
import { logIn, publishedLogIn } from '../calls/user-login.ts';
import { loadOfPresentLogIn } from './load.ts';

const withWrongPassword = 'log-in with a wrong password';
const asPublished = 'log-in with an empty Basic pair';

export const credentials: Area = {
  title: 'The credentials of a log-in',
  tests: [
    clause('LG-04', 'A wrong password does not log in', { requests: 1 }, async (context) => {
      await context.input(withWrongPassword, async () => {
        const { accountPassword } = context.target;
        if (accountPassword === undefined) throw new NotApplicable('ACCOUNT_PASSWORD is not set');
        const wrong = newPassword(accountPassword, randomBytes(16));
        // Once a run, so that no account is locked by it.
        const attempt = logIn(withWrongPassword, wrong, { onTrouble: 'undecided' });
        isAccepted(await context.exchange(attempt), context);
      });
    }),
    clause('LG-05', 'The answer to a log-in has the documented members', loadOfPresentLogIn, async (context) => {
      await context.input(withPresentPassword, async () => {
        const exchange = await workingLogIn(context.run);
        context.look(exchange);
        isAccepted(exchange, context);
      });
    }),
    needsFreeHeader(
      'Authorization',
      clause(
        'LG-06',
        'A log-in in the form of the published sample, with an empty Basic pair, logs in',
        { ...loadOfPresentLogIn, requests: 1 },
        async (context) => {
          await context.input(asPublished, async () => {
            await workingLogIn(context.run);
            const password = context.target.accountPassword ?? '';
            isAccepted(await context.exchange(publishedLogIn(asPublished, password)), context);
          });
        },
      ),
    ),
  ],
};
