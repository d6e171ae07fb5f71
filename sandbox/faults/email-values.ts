import type { Fault } from '../behaviour.ts';
import { answers, asIf, bodyOf, crash, email, emailOf, grant, toResetByPost, when, type Where } from '../when.ts';

const hasEmail =
  (fits: (value: unknown) => boolean): Where =>
  (request, ...rest) =>
    toResetByPost(request, ...rest) && fits(emailOf(request));
const emailIs = (value: unknown): Where => hasEmail((each) => each === value);
const notNested = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What breaks about values of email that are no address. */
export const emailValueFaults: readonly Fault[] = [
  {
    id: 'null-email-crash',
    title: 'email null crashes the call',
    breaks: ['RP-400-04', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(emailIs(null), crash),
  },
  {
    id: 'empty-email-granted',
    title: 'An empty email gets a token',
    breaks: ['RP-400-04'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(emailIs(''), grant),
  },
  {
    id: 'blank-email-404',
    title: 'A blank email is answered 404',
    breaks: ['RP-400-04'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(
      hasEmail((value) => typeof value === 'string' && /^ +$/.test(value)),
      answers(404),
    ),
  },
  {
    id: 'email-array-granted',
    title: 'The first address of an array gets a reset',
    breaks: ['RP-400-05'],
    shows: 'for one value',
    origin: 'security',
    ...when(
      hasEmail((value) => Array.isArray(value) && value.length === 1 && String(value[0]).startsWith('kiosk')),
      asIf((seen) => bodyOf({ email: (emailOf(seen) as string[])[0] })),
    ),
  },
  {
    id: 'email-list-granted',
    title: 'Any address of an array that has an account gets a reset',
    breaks: ['RP-400-05'],
    shows: 'for one value',
    origin: 'security',
    ...when(
      hasEmail((value) => Array.isArray(value) && value.length === 2 && String(value[0]).startsWith('kiosk')),
      asIf((seen) => bodyOf({ email: (emailOf(seen) as string[])[0] })),
    ),
  },
  {
    id: 'email-number-crash',
    title: 'A number as email crashes the call',
    breaks: ['RP-400-05', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(emailIs(42), crash),
  },
  {
    id: 'email-boolean-granted',
    title: 'true as email gets a token',
    breaks: ['RP-400-05'],
    shows: 'for one value',
    origin: 'security',
    ...when(emailIs(true), grant),
  },
  {
    id: 'email-object-404',
    title: 'An object as email is answered 404',
    breaks: ['RP-400-05'],
    shows: 'for one value',
    origin: 'framework',
    ...when(
      hasEmail((value) => notNested(value) && 'address' in (value as object)),
      answers(404),
    ),
  },
  {
    id: 'no-at-crash',
    title: 'Splitting at an @ that is not there crashes',
    breaks: ['RP-400-07', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(
      email((value) => /^[a-z0-9]+\.example\.com$/.test(value)),
      crash,
    ),
  },
  {
    id: 'two-at-404',
    title: 'An address with two @ is answered 404',
    breaks: ['RP-400-07'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(
      email((value) => /^[a-z0-9]+@@/.test(value)),
      answers(404),
    ),
  },
  {
    id: 'space-inside-granted',
    title: 'An address with a space gets a token',
    breaks: ['RP-400-07'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(
      email((value) => value.startsWith('two words')),
      grant,
    ),
  },
  {
    id: 'no-local-part-granted',
    title: 'Nothing before the @ gets a token',
    breaks: ['RP-400-07'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(
      email((value) => value === '@example.com'),
      grant,
    ),
  },
];
