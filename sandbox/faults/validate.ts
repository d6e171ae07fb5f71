import type { Fault } from '../behaviour.ts';
import { withHeaders, withJson } from '../message.ts';
import { all, answers, crash, page, status, toValidate, when, type Where } from '../when.ts';
import { everyNth } from './memory.ts';
import { hang, onTheWire } from './wire.ts';

const lifeMs = 7_200_000;
const valid = all(toValidate, status(200));
const token = (fits: (value: string | null) => boolean): Where =>
  all(toValidate, ({ query }) => fits(query.get('token')));
const unknown = token((value) => value !== null && value.length > 0 && value.length < 100);
const ok: Parameters<typeof when>[1] = (answer) => withJson({ ...answer, status: 200 }, { valid: true });

/** Where a token that was validated before is validated again. */
const again: Where = all(valid, ({ query }, _answer, { state }) => {
  const value = query.get('token') ?? '';
  const seen = validations.get(state) ?? new Map<string, number>();
  validations.set(state, seen);
  seen.set(value, (seen.get(value) ?? 0) + 1);
  return (seen.get(value) ?? 0) > 1;
});
const validations = new WeakMap<object, Map<string, number>>();

/** What breaks about validating a token. */
export const validateFaults: readonly Fault[] = [
  {
    id: 'fresh-token-404',
    title: 'A fresh token is not found',
    breaks: ['VT-01', 'VT-04', 'VT-06'],
    shows: 'always',
    origin: 'refactoring',
    ...when(valid, answers(404)),
  },
  {
    id: 'validate-login-redirect',
    title: 'A gateway sends validations to its log-in page',
    breaks: ['VT-01', 'VT-04', 'VT-06', 'RP-ERR-07'],
    shows: 'always',
    origin: 'gateway',
    ...when(valid, (answer) => withHeaders({ ...answer, status: 302, body: '' }, { Location: '/login' })),
  },
  {
    id: 'validate-media-type',
    title: 'A GET that declares application/octet-stream is answered 415',
    breaks: ['VT-01', 'VT-04', 'VT-06'],
    shows: 'for one media type',
    origin: 'refactoring',
    ...when(valid, answers(415)),
  },
  {
    id: 'no-token-valid',
    title: 'No token is valid',
    breaks: ['VT-02'],
    shows: 'without a token',
    origin: 'refactoring',
    ...when(
      token((value) => value === null),
      ok,
    ),
  },
  {
    id: 'no-token-crash',
    title: 'No token crashes the call',
    breaks: ['VT-02', 'RP-ERR-07'],
    shows: 'without a token',
    origin: 'framework',
    ...when(
      token((value) => value === null),
      crash,
    ),
  },
  {
    id: 'no-token-hangs',
    title: 'No token is never answered',
    breaks: ['VT-02'],
    shows: 'without a token',
    origin: 'gateway',
    ...onTheWire(
      token((value) => value === null),
      hang,
    ),
  },
  {
    id: 'no-token-404',
    title: 'No token is answered 404',
    breaks: ['VT-02'],
    shows: 'without a token',
    origin: 'framework',
    ...when(
      token((value) => value === null),
      answers(404),
    ),
  },
  {
    id: 'empty-token-valid',
    title: 'An empty token is valid',
    breaks: ['VT-03'],
    shows: 'for one value',
    origin: 'security',
    ...when(
      token((value) => value === ''),
      ok,
    ),
  },
  {
    id: 'long-token-crash',
    title: 'A token of 4 kB crashes the look-up',
    breaks: ['VT-03', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'framework',
    ...when(
      token((value) => (value ?? '').length > 1000),
      crash,
    ),
  },
  {
    id: 'unknown-token-404',
    title: 'An unknown token is answered 404',
    breaks: ['VT-03'],
    shows: 'for one value',
    origin: 'framework',
    ...when(
      all(unknown, status(422), ({ query }, _answer, { state }) =>
        state.tokens.every(({ value }) => value !== query.get('token')),
      ),
      answers(404),
    ),
  },
  {
    id: 'refused-token-404-now-and-then',
    title: 'Every third token that is not valid is answered 404',
    breaks: ['VT-03'],
    shows: 'every third time',
    origin: 'rot',
    ...everyNth(
      3,
      all(
        token((value) => value !== null),
        status(422),
      ),
      answers(404),
    ),
  },
  {
    id: 'empty-token-page',
    title: 'An empty token gets the page of a form',
    breaks: ['VT-03'],
    shows: 'for one value',
    origin: 'framework',
    ...when(
      token((value) => value === ''),
      page(200, 'Choose a password'),
    ),
  },
  {
    id: 'validate-spends',
    title: 'Validating spends the token',
    breaks: ['VT-04'],
    shows: 'only after another call',
    origin: 'security',
    policy: { validateSpends: true },
  },
  {
    id: 'validate-again-404',
    title: 'Validating again is answered 404',
    breaks: ['VT-04'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...when(again, answers(404)),
  },
  {
    id: 'validate-again-crash',
    title: 'Validating again crashes',
    breaks: ['VT-04', 'RP-ERR-07'],
    shows: 'only after another call',
    origin: 'refactoring',
    ...when(again, crash),
  },
  {
    id: 'never-expires',
    title: 'Tokens never expire',
    breaks: ['VT-05', 'CP-06'],
    shows: 'after two hours',
    origin: 'security',
    policy: { isExpired: () => false },
  },
  {
    id: 'validated-never-expires',
    title: 'A token that was validated never expires',
    breaks: ['VT-05', 'CP-06'],
    shows: 'only after another call',
    origin: 'refactoring',
    policy: { isExpired: ({ validated, issuedAt }, now) => !validated && now - issuedAt > lifeMs },
  },
  {
    id: 'expires-after-a-day',
    title: 'Tokens expire after a day',
    breaks: ['VT-05', 'CP-06'],
    shows: 'after two hours',
    origin: 'rot',
    policy: { tokenLifeSeconds: 86_400 },
  },
  {
    id: 'expired-crash',
    title: 'An expired token crashes the comparison of two clocks',
    breaks: ['VT-05', 'RP-ERR-07'],
    shows: 'after two hours',
    origin: 'refactoring',
    ...when(
      all(toValidate, status(422), ({ query }, _answer, { state }) =>
        state.tokens.some(({ value, issuedAt }) => value === query.get('token') && state.now - issuedAt > lifeMs),
      ),
      crash,
    ),
  },
  {
    id: 'expires-after-an-hour',
    title: 'Tokens expire after an hour',
    breaks: ['VT-06'],
    shows: 'before two hours',
    origin: 'refactoring',
    policy: { tokenLifeSeconds: 3600 },
  },
  {
    id: 'expires-after-half-an-hour',
    title: 'Tokens expire after thirty minutes',
    breaks: ['VT-06'],
    shows: 'before two hours',
    origin: 'rot',
    policy: { tokenLifeSeconds: 1800 },
  },
  {
    id: 'expires-two-minutes-early',
    title: 'Tokens expire two minutes early',
    breaks: ['VT-06'],
    shows: 'before two hours',
    origin: 'rot',
    policy: { tokenLifeSeconds: 7080 },
  },
];
