import type { Area } from '../../harness/judge/clause-test.ts';
import { type Exchange, stimulus } from '../../harness/model/exchange.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { answers, isAccepted } from '../../harness/judge/rules.ts';
import { fieldValue, listMembers } from '../../harness/model/message.ts';
import { clause } from '../clause.ts';
import { whereUrlExists } from '../journey/url-exists.ts';
import { presentLogIn } from '../journey/present-password.ts';
import { loadOfNewestToken, newestToken } from '../journey/newest-token.ts';
import { bodyFor, completion, neverIssued, path } from '../calls/complete-password.ts';
import { sendCompletion } from '../journey/send.ts';

/** What any rule for passwords lets through. It goes with no token of any account, so it is never set. */
const goodPassword = 'Kq7!mZ2-xW9#tB4_vN6?pL3%';

const withoutToken = stimulus('complete without a token', () => completion(JSON.stringify({ password: goodPassword })));

const withUnknownToken = stimulus('complete with an unknown token', () =>
  completion(bodyFor(neverIssued, goodPassword)),
);

const otherVerbs = [
  stimulus('complete with PUT', () => completion(bodyFor(neverIssued, goodPassword), { method: 'PUT' })),
  stimulus('complete with PATCH', () => completion(bodyFor(neverIssued, goodPassword), { method: 'PATCH' })),
  stimulus('complete with DELETE', () => ({ method: 'DELETE', path, headers: [['Accept', '*/*']] })),
];

const declaredAsText = stimulus('completion declared text/plain', () =>
  completion(bodyFor(neverIssued, goodPassword), { type: 'text/plain' }),
);

const malformed = [
  stimulus('truncated completion', () => completion(bodyFor(neverIssued, goodPassword).slice(0, -1))),
  stimulus('completion with a trailing comma', () =>
    completion(bodyFor(neverIssued, goodPassword).replace(/\}$/, ',}')),
  ),
  stimulus('bare word as a completion', () => completion('token')),
];

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

export const refusedCompletion: Area = {
  title: 'A completion that is refused',
  tests: [
    clause('CP-02', 'Completing with a password but no token is refused', [withoutToken], answers(400, 422)),
    clause(
      'CP-03',
      'Completing with a good token but no password is refused',
      { ...loadOfNewestToken, requests: 3 },
      async (context) => {
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
      },
    ),
    clause(
      'CP-04',
      'Completing with a token that was never issued is refused',
      [withUnknownToken],
      whereUrlExists(answers(400, 401, 403, 404, 422)),
    ),
    clause(
      'CP-08',
      'PUT, PATCH and DELETE are refused, and Allow lists GET and POST',
      otherVerbs,
      isRefusedAndSaysWhatIsAllowed,
    ),
    clause(
      'CP-09',
      'A completion that is declared text/plain is refused for its media type',
      [declaredAsText],
      answers(415),
    ),
    clause('CP-10', 'A completion that is not well-formed JSON is refused as incomplete', malformed, answers(400)),
  ],
};
