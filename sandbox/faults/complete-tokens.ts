import { paths } from '../application.ts';
import { type Behaviour, fault, type Fault } from '../behaviour.ts';
import { remember } from '../memory.ts';
import type { SandboxRequest } from '../message.ts';
import { all, answers, type Change, crash, status, toComplete, when, type Where } from '../when.ts';
import { completed, completes, sent } from './completion.ts';

const lifeMs = 7_200_000;
/** The tokens with which a sandbox has completed. */
const tokensUsed = remember(() => new Set<string>());
const tokenOf = (request: SandboxRequest): string => String(sent(request).token);
const wasUsed: Where = (request, _answer, { state }) => tokensUsed(state).has(tokenOf(request));

const spent = all(toComplete, status(422), (request, _answer, { state }) =>
  state.tokens.some(
    (token) => token.value === sent(request).token && token.spent && state.now - token.issuedAt < lifeMs,
  ),
);

/** A completion that is refused because another token completed first. */
const voided = all(spent, (...seen) => !wasUsed(...seen));

/** A completion with the only token that has completed, while no other request runs. */
const usedTwice = all(
  spent,
  wasUsed,
  ({ concurrent }) => concurrent === 1,
  (_request, _answer, { state }) => tokensUsed(state).size === 1,
);
const expired = all(toComplete, status(422), (request, _answer, { state }) =>
  state.tokens.some((token) => token.value === sent(request).token && state.now - token.issuedAt > lifeMs),
);

/** Changes the answers to the requests that meet a condition, and remembers the tokens that completed. */
function remembering(where: Where, change: Change): Behaviour {
  return {
    answer: (answer, request, context) => {
      const changed = where(request, answer, context) ? change(answer, request, context) : answer;
      if (completed(request, answer, context)) tokensUsed(context.state).add(tokenOf(request));
      return changed;
    },
  };
}

/** Sets the password although the token is refused. */
const completesAll: Change = (answer, request, { state }) => {
  const { password } = sent(request);
  if (typeof password === 'string') state.changePassword(password);
  return completes(answer);
};

/** Changes the refusals of completions that run at the same time, and delays completions so that they do. */
const overlapping = (change: Change): Behaviour => ({
  ...when(
    all(toComplete, status(422), ({ concurrent }) => concurrent > 1),
    change,
  ),
  delayMs: (request) => (request.path === paths.completePassword && request.method === 'POST' ? 50 : 0),
});

/** Faults of the tokens that complete a password: reuse, expiry, other tokens, races. */
export const completeTokenFaults: readonly Fault[] = [
  fault(
    'token-not-spent',
    'A token completes again and again',
    ['CP-05', 'CP-11'],
    { policy: { completeSpends: false } },
    'depending on earlier calls',
  ),
  fault(
    'spent-token-404',
    'A spent token is not found',
    ['CP-05'],
    remembering(usedTwice, answers(404)),
    'depending on earlier calls',
  ),
  fault(
    'spent-token-crash',
    'A spent token crashes the completion',
    ['CP-05', 'RP-ERR-07'],
    remembering(usedTwice, crash),
    'depending on earlier calls',
  ),
  fault(
    'expired-completes',
    'An expired token still completes',
    ['CP-06'],
    when(expired, completesAll),
    'depending on the age of a token',
  ),
  fault(
    'expired-complete-404',
    'An expired token is not found when completing',
    ['CP-06'],
    when(expired, answers(404)),
    'depending on the age of a token',
  ),
  fault(
    'expired-complete-crash',
    'An expired token crashes the completion',
    ['CP-06', 'RP-ERR-07'],
    when(expired, crash),
    'depending on the age of a token',
  ),
  fault(
    'other-tokens-stay',
    "Completing leaves the account's other tokens good",
    ['CP-07'],
    { policy: { completeVoidsOthers: false } },
    'depending on earlier calls',
  ),
  fault(
    'other-tokens-404',
    "The account's other tokens are not found after completing",
    ['CP-07'],
    remembering(voided, answers(404)),
    'depending on earlier calls',
  ),
  fault(
    'other-tokens-crash',
    "The account's other tokens crash after completing",
    ['CP-07', 'RP-ERR-07'],
    remembering(voided, crash),
    'depending on earlier calls',
  ),
  fault(
    'complete-race',
    'Of two completions at once both go through',
    ['CP-11'],
    overlapping(completes),
    'under concurrency',
  ),
  fault(
    'complete-race-crash',
    'Of two completions at once one crashes',
    ['CP-11', 'RP-ERR-07'],
    overlapping(crash),
    'under concurrency',
  ),
  fault(
    'complete-race-404',
    'Of two completions at once one is answered 404',
    ['CP-11'],
    overlapping(answers(404)),
    'under concurrency',
  ),
];
