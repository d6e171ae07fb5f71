import { paths } from '../application.ts';
import type { Fault } from '../behaviour.ts';
import { all, answers, type Change, crash, status, toComplete, when, type Where } from '../when.ts';
import { completed, completes, sent } from './completion.ts';

const lifeMs = 7_200_000;
const spent = all(toComplete, status(422), (request, _answer, { state }) =>
  state.tokens.some(
    (token) => token.value === sent(request).token && token.spent && state.now - token.issuedAt < lifeMs,
  ),
);
/** A token that another completion has voided, which was never completed with itself. */
const voided = all(
  spent,
  (request, _answer, { state }) => completions.get(state)?.has(String(sent(request).token)) !== true,
);
const usedTwice = all(
  spent,
  (request, _answer, { state }) => completions.get(state)?.has(String(sent(request).token)) === true,
);
const expired = all(toComplete, status(422), (request, _answer, { state }) =>
  state.tokens.some((token) => token.value === sent(request).token && state.now - token.issuedAt > lifeMs),
);
const completions = new WeakMap<object, Set<string>>();

/** Keeps in mind which tokens were completed with, and changes what fits. */
function remembering(where: Where, change: Change): Fault['answer'] & object {
  return (answer, request, context) => {
    const known = completions.get(context.state) ?? new Set<string>();
    completions.set(context.state, known);
    const changed = where(request, answer, context) ? change(answer, request, context) : answer;
    if (completed(request, answer, context)) known.add(String(sent(request).token));
    return changed;
  };
}
/** Completes in spite of what speaks against it. */
const completesAll: Change = (answer, request, { state }) => {
  const { password } = sent(request);
  if (typeof password === 'string') state.changePassword(password);
  return completes(answer);
};
const overlapping = (change: Change): Pick<Fault, 'answer' | 'delayMs'> => ({
  ...when(
    all(toComplete, status(422), ({ concurrent }) => concurrent > 1),
    change,
  ),
  delayMs: (request) => (request.path === paths.completePassword && request.method === 'POST' ? 50 : 0),
});

/** What breaks about the tokens that complete a password: once each, for two hours, one at a time. */
export const completeTokenFaults: readonly Fault[] = [
  {
    id: 'token-not-spent',
    title: 'A token completes again and again',
    breaks: ['CP-05', 'CP-11'],
    shows: 'only after another call',
    origin: 'security',
    policy: { completeSpends: false },
  },
  {
    id: 'spent-token-404',
    title: 'A spent token is not found',
    breaks: ['CP-05'],
    shows: 'only after another call',
    origin: 'framework',
    answer: remembering(
      all(
        usedTwice,
        ({ concurrent }) => concurrent === 1,
        (_request, _answer, { state }) => (completions.get(state)?.size ?? 0) === 1,
      ),
      answers(404),
    ),
  },
  {
    id: 'spent-token-crash',
    title: 'A spent token crashes the completion',
    breaks: ['CP-05', 'RP-ERR-07'],
    shows: 'only after another call',
    origin: 'refactoring',
    answer: remembering(
      all(
        usedTwice,
        ({ concurrent }) => concurrent === 1,
        (_request, _answer, { state }) => (completions.get(state)?.size ?? 0) === 1,
      ),
      crash,
    ),
  },
  {
    id: 'expired-completes',
    title: 'An expired token still completes',
    breaks: ['CP-06'],
    shows: 'after two hours',
    origin: 'security',
    ...when(expired, completesAll),
  },
  {
    id: 'expired-complete-404',
    title: 'An expired token is not found when completing',
    breaks: ['CP-06'],
    shows: 'after two hours',
    origin: 'framework',
    ...when(expired, answers(404)),
  },
  {
    id: 'expired-complete-crash',
    title: 'An expired token crashes the completion',
    breaks: ['CP-06', 'RP-ERR-07'],
    shows: 'after two hours',
    origin: 'refactoring',
    ...when(expired, crash),
  },
  {
    id: 'other-tokens-stay',
    title: "Completing leaves the account's other tokens good",
    breaks: ['CP-07'],
    shows: 'only after another call',
    origin: 'security',
    policy: { completeVoidsOthers: false },
  },
  {
    id: 'other-tokens-404',
    title: "The account's other tokens are not found after completing",
    breaks: ['CP-07'],
    shows: 'only after another call',
    origin: 'framework',
    answer: remembering(voided, answers(404)),
  },
  {
    id: 'other-tokens-crash',
    title: "The account's other tokens crash after completing",
    breaks: ['CP-07', 'RP-ERR-07'],
    shows: 'only after another call',
    origin: 'refactoring',
    answer: remembering(voided, crash),
  },
  {
    id: 'complete-race',
    title: 'Of two completions at once both go through',
    breaks: ['CP-11'],
    shows: 'only under concurrency',
    origin: 'security',
    ...overlapping(completes),
  },
  {
    id: 'complete-race-crash',
    title: 'Of two completions at once one crashes',
    breaks: ['CP-11', 'RP-ERR-07'],
    shows: 'only under concurrency',
    origin: 'framework',
    ...overlapping(crash),
  },
  {
    id: 'complete-race-404',
    title: 'Of two completions at once one is answered 404',
    breaks: ['CP-11'],
    shows: 'only under concurrency',
    origin: 'framework',
    ...overlapping(answers(404)),
  },
];
