import { paths } from '../application.ts';
import type { Fault } from '../behaviour.ts';
import { type SandboxAnswer, withHeaders, withJson } from '../message.ts';
import { all, answers, asIf, type Change, crash, method, page, status, toComplete, when, type Where } from '../when.ts';
import { everyNth } from './memory.ts';
import { half, onTheWire } from './wire.ts';

const lifeMs = 7_200_000;
const completed = all(toComplete, status(200));
const ok = (answer: SandboxAnswer): SandboxAnswer => withJson({ ...answer, status: 200 }, { completed: true });

/** The object that a request carries; empty where it carries none. */
function sent({ body }: { body: Buffer }): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(body.toString()) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

const lacks = (member: string, other: string): Where =>
  all(toComplete, (request) => !(member in sent(request)) && other in sent(request));
const unknownToken = all(
  toComplete,
  status(422),
  (request, _answer, { state }) => !state.tokens.some(({ value }) => value === sent(request).token),
);
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
  return ok(answer);
};

const refusedVerb = (...names: string[]): Where =>
  all(({ path }) => path === paths.completePassword, method(...names), status(405));
const overlapping = (change: Change): Pick<Fault, 'answer' | 'delayMs'> => ({
  ...when(
    all(toComplete, status(422), ({ concurrent }) => concurrent > 1),
    change,
  ),
  delayMs: (request) => (request.path === paths.completePassword && request.method === 'POST' ? 50 : 0),
});
const asJson = asIf(({ headers }) => ({ headers: { ...headers, 'content-type': 'application/json' } }));
const text = all(toComplete, status(415));
const malformed = all(toComplete, status(400), (request) => Object.keys(sent(request)).length === 0);

/** What breaks about completing a password. */
export const completeFaults: readonly Fault[] = [
  {
    id: 'complete-crash',
    title: 'Completing crashes',
    breaks: ['CP-01', 'RP-ERR-07'],
    shows: 'always',
    origin: 'refactoring',
    ...when(completed, crash),
  },
  {
    id: 'complete-accepted',
    title: 'Completing is answered 202',
    breaks: ['CP-01', 'RP-ERR-07'],
    shows: 'always',
    origin: 'refactoring',
    ...when(completed, answers(202)),
  },
  {
    id: 'complete-redirects',
    title: 'Completing redirects to the log-in page',
    breaks: ['CP-01', 'RP-ERR-07'],
    shows: 'always',
    origin: 'framework',
    ...when(completed, (answer) => withHeaders({ ...answer, status: 303, body: '' }, { Location: '/login' })),
  },
  {
    id: 'complete-without-token',
    title: 'A completion without a token is taken',
    breaks: ['CP-02'],
    shows: 'for one body',
    origin: 'security',
    ...when(lacks('token', 'password'), ok),
  },
  {
    id: 'complete-without-token-crash',
    title: 'A completion without a token crashes',
    breaks: ['CP-02', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(lacks('token', 'password'), crash),
  },
  {
    id: 'complete-without-token-401',
    title: 'A completion without a token is answered 401',
    breaks: ['CP-02'],
    shows: 'for one body',
    origin: 'framework',
    ...when(lacks('token', 'password'), (answer) =>
      withHeaders({ ...answer, status: 401 }, { 'WWW-Authenticate': 'Token' }),
    ),
  },
  {
    id: 'complete-without-password',
    title: 'A completion without a password is taken',
    breaks: ['CP-03'],
    shows: 'for one body',
    origin: 'security',
    ...when(lacks('password', 'token'), ok),
  },
  {
    id: 'complete-without-password-crash',
    title: 'A completion without a password crashes',
    breaks: ['CP-03', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(lacks('password', 'token'), crash),
  },
  {
    id: 'complete-without-password-404',
    title: 'A completion without a password is answered 404',
    breaks: ['CP-03'],
    shows: 'for one body',
    origin: 'framework',
    ...when(lacks('password', 'token'), answers(404)),
  },
  {
    id: 'unknown-token-completes',
    title: 'An unknown token completes',
    breaks: ['CP-04'],
    shows: 'for one value',
    origin: 'security',
    ...when(unknownToken, ok),
  },
  {
    id: 'unknown-token-complete-404',
    title: 'An unknown token is not found when completing',
    breaks: ['CP-04'],
    shows: 'for one value',
    origin: 'framework',
    ...when(unknownToken, answers(404)),
  },
  {
    id: 'unknown-token-complete-crash',
    title: 'An unknown token crashes the completion',
    breaks: ['CP-04', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(unknownToken, crash),
  },
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
    id: 'complete-allow-post',
    title: 'Allow of completing lists POST alone',
    breaks: ['CP-08'],
    shows: 'always',
    origin: 'refactoring',
    ...when(refusedVerb('PUT', 'PATCH', 'DELETE'), (answer) => withHeaders(answer, { Allow: 'POST' })),
  },
  {
    id: 'complete-put-taken',
    title: 'PUT completes, as POST does',
    breaks: ['CP-08'],
    shows: 'only for one method',
    origin: 'framework',
    ...when(
      refusedVerb('PUT'),
      asIf(() => ({ method: 'POST' })),
    ),
  },
  {
    id: 'complete-patch-404',
    title: 'PATCH of completing is not found',
    breaks: ['CP-08'],
    shows: 'only for one method',
    origin: 'framework',
    ...when(refusedVerb('PATCH'), answers(404)),
  },
  {
    id: 'complete-delete-forbidden',
    title: 'A firewall forbids DELETE of completing',
    breaks: ['CP-08'],
    shows: 'only for one method',
    origin: 'gateway',
    ...when(refusedVerb('DELETE'), answers(403)),
  },
  {
    id: 'complete-verb-crash-now-and-then',
    title: 'Every third wrong verb of completing crashes',
    breaks: ['CP-08', 'RP-ERR-07'],
    shows: 'every third time',
    origin: 'rot',
    ...everyNth(3, refusedVerb('PUT', 'PATCH', 'DELETE'), crash),
  },
  {
    id: 'complete-text-taken',
    title: 'Completing takes text/plain',
    breaks: ['CP-09'],
    shows: 'for one media type',
    origin: 'framework',
    ...when(text, asJson),
  },
  {
    id: 'complete-text-400',
    title: 'Completing answers text/plain with 400',
    breaks: ['CP-09'],
    shows: 'for one media type',
    origin: 'rot',
    ...when(text, answers(400)),
  },
  {
    id: 'complete-text-crash',
    title: 'Completing crashes on text/plain',
    breaks: ['CP-09', 'RP-ERR-07'],
    shows: 'for one media type',
    origin: 'refactoring',
    ...when(text, crash),
  },
  {
    id: 'complete-malformed-crash',
    title: 'Completing crashes on malformed JSON',
    breaks: ['CP-10', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(malformed, crash),
  },
  {
    id: 'complete-malformed-422',
    title: 'Completing answers malformed JSON with 422',
    breaks: ['CP-10'],
    shows: 'for one body',
    origin: 'framework',
    ...when(malformed, answers(422)),
  },
  {
    id: 'complete-malformed-page',
    title: 'Completing answers malformed JSON with a page',
    breaks: ['CP-10'],
    shows: 'for one body',
    origin: 'gateway',
    ...when(malformed, page(200, 'Choose a password')),
  },
  {
    id: 'complete-malformed-cut-short',
    title: 'Completing answers malformed JSON with half a response',
    breaks: ['CP-10'],
    shows: 'for one body',
    origin: 'gateway',
    ...onTheWire(malformed, half),
  },
  {
    id: 'complete-race',
    title: 'Of two completions at once both go through',
    breaks: ['CP-11'],
    shows: 'only under concurrency',
    origin: 'security',
    ...overlapping(ok),
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
