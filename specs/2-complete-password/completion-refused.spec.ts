import { type Exchange, stimulus } from '../../harness/client/exchange.ts';
import type { Bench } from '../../harness/judge/bench.ts';
import { Nonconformity } from '../../harness/judge/outcome.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { fieldValue, listMembers } from '../../harness/wire/message.ts';
import { clause, test } from '../suite.ts';
import { presentLogIn } from '../3-user-login/present-password.ts';
import { loadOfNewestToken, newestToken } from './newest-token.ts';
import { completion } from './request.ts';
import { sendCompletion } from './send.ts';
import { declaredAsText, malformed, otherVerbs, withoutToken, withUnknownToken } from './stimuli.ts';

/** Accepts a refused verb whose `Allow` names the two methods that the path has. */
function isRefusedAndSaysWhatIsAllowed(exchange: Exchange, bench: Bench): void {
  isAccepted(exchange, bench);
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
    ...clause('CP-03', { ...loadOfNewestToken, requests: 3 }, async (bench) => {
      await bench.input(withoutPassword, async () => {
        const { value } = await newestToken(bench);
        // A target that goes ahead sets an empty password or none, so the log-in that LG-03 looks at comes before it.
        if (bench.target.accountPassword !== undefined) await presentLogIn(bench.lab);
        const attempt = stimulus(withoutPassword, () => completion(JSON.stringify({ token: value })), {
          patience: 'never',
        });
        const exchange = await sendCompletion(bench.lab, bench.lab.client, 'none', attempt);
        bench.look(exchange);
        isAccepted(exchange, bench);
      });
    }),
  );
  test(...clause('CP-04', [withUnknownToken], isAccepted));
  test(...clause('CP-08', otherVerbs, isRefusedAndSaysWhatIsAllowed));
  test(...clause('CP-09', [declaredAsText], isAccepted));
  test(...clause('CP-10', malformed, isAccepted));
});
