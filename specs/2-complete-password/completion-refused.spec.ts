import { type Exchange, stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { fieldValue, listMembers } from '../../harness/model/message.ts';
import { clause, test } from '../suite.ts';
import { presentLogIn } from '../3-user-login/present-password.ts';
import { loadOfNewestToken, newestToken } from './newest-token.ts';
import { completion } from './request.ts';
import { sendCompletion } from './send.ts';
import { declaredAsText, malformed, otherVerbs, withoutToken, withUnknownToken } from './stimuli.ts';

/** Accepts a refused verb whose `Allow` names the two methods that the path has. */
function isRefusedAndSaysWhatIsAllowed(exchange: Exchange, context: ClauseContext): void {
  isAccepted(exchange, context);
  const { headers } = exchange.response;
  const allowed = listMembers(headers, 'Allow');
  if (allowed.includes('GET') && allowed.includes('POST')) return;
  const value = fieldValue(headers, 'Allow');
  throw new Nonconformity('Allow with GET and POST', value === undefined ? '405 without Allow' : `Allow: ${value}`);
}

const withoutPassword = 'complete without a password';

test.describe('A completion that is refused', () => {
  test(...clause('CP-02', [withoutToken], isAccepted));
  test(
    ...clause('CP-03', { ...loadOfNewestToken, requests: 3 }, async (context) => {
      await context.input(withoutPassword, async () => {
        const { value } = await newestToken(context);
        // A target that goes ahead sets an empty password or none, so the log-in that LG-03 looks at comes before it.
        if (context.target.accountPassword !== undefined) await presentLogIn(context.run);
        const attempt = stimulus(withoutPassword, () => completion(JSON.stringify({ token: value })), {
          onTrouble: 'undecided',
        });
        const exchange = await sendCompletion(context.run, context.run.client, 'none', attempt);
        context.look(exchange);
        isAccepted(exchange, context);
      });
    }),
  );
  test(...clause('CP-04', [withUnknownToken], isAccepted));
  test(...clause('CP-08', otherVerbs, isRefusedAndSaysWhatIsAllowed));
  test(...clause('CP-09', [declaredAsText], isAccepted));
  test(...clause('CP-10', malformed, isAccepted));
});
