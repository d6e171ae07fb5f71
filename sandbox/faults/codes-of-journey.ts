import type { Fault } from '../behaviour.ts';
import { all, status, toComplete, toLogIn, toValidate, type Where } from '../when.ts';
import { wrongCodes } from './wrong-code.ts';

/** A request whose password is the initial one, or is another one. */
const password =
  (first: boolean): Where =>
  ({ body }, _answer, { state }) => {
    const { password: given } = JSON.parse(body.toString()) as { password?: unknown };
    return (given === state.passwordHistory[0]) === first;
  };
const valid = all(toValidate, status(200));
const unknown: Where = all(toValidate, ({ query }) => /^.{1,99}$/.test(query.get('token') ?? ''), status(422));
const long: Where = all(toValidate, ({ query }) => (query.get('token') ?? '').length > 4000);
const changed = all(toComplete, status(200), password(false));
const newLogIn = all(toLogIn, status(200), password(false));
const oldLogIn: Where = all(
  toLogIn,
  status(200),
  password(true),
  (_request, _answer, { state }) => state.tokens.length > 0 && state.passwordHistory.length === 1,
);

/** Faults by which the companion calls answer with another code. */
export const codesOfJourney: readonly Fault[] = [
  ...wrongCodes('valid', 'A token that is valid', valid, ['VT-01', 'VT-04', 'VT-06'], 400, 422, 500),
  ...wrongCodes('unknown-token', 'A token that was never issued', unknown, ['VT-03'], 500),
  ...wrongCodes('long-token', 'A token of 4 kB', long, ['VT-03'], 200),
  ...wrongCodes('completed', 'A completion', changed, ['CP-01'], 400, 422),
  ...wrongCodes('new-log-in', 'A log-in with the new password', newLogIn, ['LG-01'], 400, 422, 500),
  ...wrongCodes('old-log-in', 'A log-in after a reset', oldLogIn, ['LG-03'], 400, 422),
  ...wrongCodes('old-log-in', 'A log-in after a reset', oldLogIn, ['LG-01', 'LG-03'], 500),
];
