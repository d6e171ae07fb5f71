import { fault, type Fault } from '../behaviour.ts';
import { answers, asIf, bodyOf, crash, email, emailOf, grant, toResetByPost, when, type Where } from '../when.ts';

const hasEmail =
  (fits: (value: unknown) => boolean): Where =>
  (request, ...rest) =>
    toResetByPost(request, ...rest) && fits(emailOf(request));
const emailIs = (value: unknown): Where => hasEmail((each) => each === value);
const notNested = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Faults of `email` values that are not an address. */
export const emailValueFaults: readonly Fault[] = [
  fault(
    'null-email-crash',
    'email null crashes the call',
    ['RP-400-04', 'RP-ERR-07'],
    when(emailIs(null), crash),
    'for one value',
  ),
  fault('empty-email-granted', 'An empty email gets a token', ['RP-400-04'], when(emailIs(''), grant), 'for one value'),
  fault(
    'blank-email-404',
    'A blank email is answered 404',
    ['RP-400-04'],
    when(
      hasEmail((value) => typeof value === 'string' && /^ +$/.test(value)),
      answers(404),
    ),
    'for one value',
  ),
  fault(
    'email-array-granted',
    'The first address of an array gets a reset',
    ['RP-400-05'],
    when(
      hasEmail((value) => Array.isArray(value) && value.length === 1 && String(value[0]).startsWith('kiosk')),
      asIf((seen) => bodyOf({ email: (emailOf(seen) as string[])[0] })),
    ),
    'for one value',
  ),
  fault(
    'email-list-granted',
    'Any address of an array that has an account gets a reset',
    ['RP-400-05'],
    when(
      hasEmail((value) => Array.isArray(value) && value.length === 2 && String(value[0]).startsWith('kiosk')),
      asIf((seen) => bodyOf({ email: (emailOf(seen) as string[])[0] })),
    ),
    'for one value',
  ),
  fault(
    'email-number-crash',
    'A number as email crashes the call',
    ['RP-400-05', 'RP-ERR-07'],
    when(emailIs(42), crash),
    'for one value',
  ),
  fault(
    'email-boolean-granted',
    'true as email gets a token',
    ['RP-400-05'],
    when(emailIs(true), grant),
    'for one value',
  ),
  fault(
    'email-object-404',
    'An object as email is answered 404',
    ['RP-400-05'],
    when(
      hasEmail((value) => notNested(value) && 'address' in (value as object)),
      answers(404),
    ),
    'for one value',
  ),
  fault(
    'no-at-crash',
    'Splitting at an @ that is not there crashes',
    ['RP-400-07', 'RP-ERR-07'],
    when(
      email((value) => /^[a-z0-9]+\.example\.com$/.test(value)),
      crash,
    ),
    'for one value',
  ),
  fault(
    'two-at-404',
    'An address with two @ is answered 404',
    ['RP-400-07'],
    when(
      email((value) => /^[a-z0-9]+@@/.test(value)),
      answers(404),
    ),
    'for one value',
  ),
  fault(
    'space-inside-granted',
    'An address with a space gets a token',
    ['RP-400-07'],
    when(
      email((value) => value.startsWith('two words')),
      grant,
    ),
    'for one value',
  ),
  fault(
    'no-local-part-granted',
    'Nothing before the @ gets a token',
    ['RP-400-07'],
    when(
      email((value) => value === '@example.com'),
      grant,
    ),
    'for one value',
  ),
];
