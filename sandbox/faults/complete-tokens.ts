import { paths } from '../application.ts';
import { type Behaviour, fault, type Fault } from '../behaviour.ts';
import { remember } from '../memory.ts';
import type { SandboxAnswer, SandboxRequest } from '../message.ts';
import { all, answers, type Change, crash, status, toComplete, when, type Where } from '../when.ts';
import { completed, completes, sent } from './completion.ts';
import { drop, onTheWire } from './wire.ts';

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

const atOnce: Where = ({ concurrent }) => concurrent > 1;

const completionsTake50Ms: NonNullable<Behaviour['delayMs']> = ({ path, method }) =>
  path === paths.completePassword && method === 'POST' ? 50 : 0;

/** Changes the refusals of completions that run at the same time, and delays completions so that they do. */
const overlapping = (change: Change): Behaviour => ({
  ...when(all(toComplete, status(422), atOnce), change),
  delayMs: completionsTake50Ms,
});

const crowdOf = remember(() => ({ inside: 0, most: 0 }));

/**
 * Answers completions that were in progress at the same time with another code, and delays completions so that they are.
 *
 * @param which Those of them that are answered otherwise, by the answer that they would get.
 */
const answersCrowds = (which: (answer: SandboxAnswer) => boolean, code: number): Behaviour => ({
  delayMs: completionsTake50Ms,
  request: (request, state) => {
    if (completionsTake50Ms(request) === 0) return request;
    const crowd = crowdOf(state);
    crowd.inside += 1;
    crowd.most = Math.max(crowd.most, crowd.inside);
    return request;
  },
  write: (answer, request, { response }, { state }) => {
    if (completionsTake50Ms(request) === 0) return false;
    const crowd = crowdOf(state);
    const isOneOfThem = crowd.most > 1 && which(answer);
    crowd.inside -= 1;
    if (crowd.inside === 0) crowd.most = 0;
    if (isOneOfThem) response.writeHead(code, answer.headers).end('{"detail":"Once more, please."}');
    return isOneOfThem;
  },
});

/** Faults of the tokens that complete a password: reuse, expiry, other tokens, races. */
export const completeTokenFaults: readonly Fault[] = [
  fault(
    'token-not-spent',
    'A token completes again and again',
    ['VT-08', 'CP-05', 'CP-11'],
    { policy: { completeSpends: false } },
    'depending on earlier calls',
  ),
  fault(
    'spent-token-409',
    'A spent token is answered 409',
    ['CP-05'],
    remembering(usedTwice, answers(409)),
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
    'expired-complete-409',
    'An expired token is answered 409 when completing',
    ['CP-06'],
    when(expired, answers(409)),
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
    'other-tokens-409',
    "The account's other tokens are answered 409 after completing",
    ['CP-07'],
    remembering(voided, answers(409)),
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
    'complete-race-415',
    'Of two completions at once one is answered 415',
    ['CP-11'],
    overlapping(answers(415)),
    'under concurrency',
  ),
  fault(
    'complete-race-drops',
    'Of two completions at once one gets no answer',
    ['CP-11'],
    { ...onTheWire(all(toComplete, status(422), atOnce), drop), delayMs: completionsTake50Ms },
    'under concurrency',
  ),
  fault(
    'complete-race-neither',
    'Two completions at once are both refused',
    ['CP-11'],
    answersCrowds(() => true, 422),
    'under concurrency',
  ),
  fault(
    'complete-race-winner-415',
    'Of two completions at once the one that goes through is answered 415',
    ['CP-11'],
    answersCrowds((answer) => answer.status < 300, 415),
    'under concurrency',
  ),
];
