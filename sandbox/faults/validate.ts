import { fault, type Fault } from '../behaviour.ts';
import { everyNth, seenBefore } from '../memory.ts';
import { withHeaders, withJson } from '../message.ts';
import { all, answers, type Change, crash, page, status, toValidate, when, type Where } from '../when.ts';
import { hang, onTheWire } from './wire.ts';

const lifeMs = 7_200_000;
const valid = all(toValidate, status(200));
const token = (fits: (value: string | null) => boolean): Where =>
  all(toValidate, ({ query }) => fits(query.get('token')));
const unknown = token((value) => value !== null && value.length > 0 && value.length < 100);
const noToken = token((value) => value === null);
const emptyToken = token((value) => value === '');
const ok: Change = (answer) => withJson({ ...answer, status: 200 }, { valid: true });

/** A token that is validated again. */
const again = all(
  valid,
  seenBefore(({ query }) => query.get('token') ?? ''),
);

/** A token that has completed, or was spent with one that has. */
const spent = all(toValidate, status(422), ({ query }, _answer, { state }) =>
  state.tokens.some(
    ({ value, spent, issuedAt }) => value === query.get('token') && spent && state.now - issuedAt < lifeMs,
  ),
);

/** Validations with these headers. */
const validWith = (headers: Readonly<Record<string, string | undefined>>) =>
  when(valid, (answer) => withHeaders(answer, headers));

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toUTCString();

/** Faults of validating a token. */
export const validateFaults: readonly Fault[] = [
  fault('fresh-token-404', 'A fresh token is not found', ['VT-01', 'VT-04', 'VT-06'], when(valid, answers(404))),
  fault(
    'validate-login-redirect',
    'A gateway sends validations to its log-in page',
    ['VT-01', 'VT-04', 'VT-06', 'RP-ERR-07'],
    when(valid, (answer) => withHeaders({ ...answer, status: 302, body: '' }, { Location: '/login' })),
  ),
  fault(
    'validate-media-type',
    'A GET that declares application/octet-stream is answered 415',
    ['VT-01', 'VT-04', 'VT-06'],
    when(valid, answers(415)),
    'for one media type',
  ),
  fault('no-token-valid', 'No token is valid', ['VT-02'], when(noToken, ok), 'for one URL'),
  fault('no-token-crash', 'No token crashes the call', ['VT-02', 'RP-ERR-07'], when(noToken, crash), 'for one URL'),
  fault('no-token-hangs', 'No token is never answered', ['VT-02'], onTheWire(noToken, hang), 'for one URL'),
  fault('no-token-404', 'No token is answered 404', ['VT-02'], when(noToken, answers(404)), 'for one URL'),
  fault('empty-token-valid', 'An empty token is valid', ['VT-03'], when(emptyToken, ok), 'for one value'),
  fault(
    'long-token-crash',
    'A token of 4 kB crashes the look-up',
    ['VT-03', 'RP-ERR-07'],
    when(
      token((value) => (value ?? '').length > 1000),
      crash,
    ),
    'for one value',
  ),
  fault(
    'unknown-token-409',
    'An unknown token is answered 409',
    ['VT-03'],
    when(
      all(unknown, status(422), ({ query }, _answer, { state }) =>
        state.tokens.every(({ value }) => value !== query.get('token')),
      ),
      answers(409),
    ),
    'for one value',
  ),
  fault(
    'refused-token-409-now-and-then',
    'Every third token that is not valid is answered 409',
    ['VT-03'],
    everyNth(
      3,
      all(
        token((value) => value !== null),
        status(422),
      ),
      answers(409),
    ),
    'now and then',
  ),
  fault(
    'empty-token-page',
    'An empty token gets the page of a form',
    ['VT-03'],
    when(emptyToken, page(200, 'Choose a password')),
    'for one value',
  ),
  fault(
    'validate-spends',
    'Validating spends the token',
    ['VT-04'],
    { policy: { validateSpends: true } },
    'depending on earlier calls',
  ),
  fault(
    'validate-again-404',
    'Validating again is answered 404',
    ['VT-04'],
    when(again, answers(404)),
    'depending on earlier calls',
  ),
  fault(
    'validate-again-crash',
    'Validating again crashes',
    ['VT-04', 'RP-ERR-07'],
    when(again, crash),
    'depending on earlier calls',
  ),
  fault(
    'validation-without-cache-control',
    'What says that a token is valid has no Cache-Control',
    ['VT-07'],
    validWith({ 'Cache-Control': undefined }),
  ),
  fault(
    'validation-stored-for-an-hour',
    'What says that a token is valid may be stored by any cache for an hour',
    ['VT-07'],
    validWith({ 'Cache-Control': 'public, max-age=3600' }),
  ),
  fault(
    'validation-fresh-in-browsers',
    'What says that a token is valid is private, and fresh for ten minutes',
    ['VT-07'],
    validWith({ 'Cache-Control': 'private, max-age=600' }),
  ),
  fault(
    'validation-expires-in-an-hour',
    'What says that a token is valid is private, and expires in an hour',
    ['VT-07'],
    when(valid, (answer) => withHeaders(answer, { 'Cache-Control': 'private', Expires: inAnHour() })),
  ),
  fault(
    'spent-token-validates',
    'A token that completed still validates',
    ['VT-08'],
    when(spent, ok),
    'depending on earlier calls',
  ),
  fault(
    'spent-token-validates-as-page',
    'A token that completed gets the page of a form',
    ['VT-08'],
    when(spent, page(200, 'Choose a password')),
    'depending on earlier calls',
  ),
  fault(
    'spent-token-validate-409',
    'A token that completed is answered 409 when validated',
    ['VT-08'],
    when(spent, answers(409)),
    'depending on earlier calls',
  ),
  fault(
    'spent-token-validate-crash',
    'A token that completed crashes the validation',
    ['VT-08', 'RP-ERR-07'],
    when(spent, crash),
    'depending on earlier calls',
  ),
  fault(
    'never-expires',
    'Tokens never expire',
    ['VT-05', 'CP-06'],
    { policy: { isExpired: () => false } },
    'depending on the age of a token',
  ),
  fault(
    'validated-never-expires',
    'A token that was validated never expires',
    ['VT-05', 'CP-06'],
    { policy: { isExpired: ({ validated, issuedAt }, now) => !validated && now - issuedAt > lifeMs } },
    'depending on earlier calls',
  ),
  fault(
    'expires-after-a-day',
    'Tokens expire after a day',
    ['VT-05', 'CP-06'],
    { policy: { tokenLifeSeconds: 86_400 } },
    'depending on the age of a token',
  ),
  fault(
    'expired-crash',
    'An expired token crashes the comparison of two clocks',
    ['VT-05', 'RP-ERR-07'],
    when(
      all(toValidate, status(422), ({ query }, _answer, { state }) =>
        state.tokens.some(({ value, issuedAt }) => value === query.get('token') && state.now - issuedAt > lifeMs),
      ),
      crash,
    ),
    'depending on the age of a token',
  ),
  fault(
    'expires-after-an-hour',
    'Tokens expire after an hour',
    ['VT-06'],
    { policy: { tokenLifeSeconds: 3600 } },
    'depending on the age of a token',
  ),
  fault(
    'expires-after-half-an-hour',
    'Tokens expire after thirty minutes',
    ['VT-06'],
    { policy: { tokenLifeSeconds: 1800 } },
    'depending on the age of a token',
  ),
  fault(
    'expires-two-minutes-early',
    'Tokens expire two minutes early',
    ['VT-06'],
    { policy: { tokenLifeSeconds: 7080 } },
    'depending on the age of a token',
  ),
];
