import { fault, type Fault } from '../behaviour.ts';
import type { Policy } from '../policy.ts';
import { all, answers, crash, toComplete, when, type Where } from '../when.ts';
import { completed, sent } from './completion.ts';
import { wrongCodes } from './wrong-code.ts';

const password = (fits: (value: string) => boolean): Where =>
  all(toComplete, (request) => {
    const value = sent(request).password;
    return typeof value === 'string' && fits(value);
  });

/** A policy that takes no password with this flaw, nor a short one. */
const refusing = (isFlawed: (value: string) => boolean): { readonly policy: Partial<Policy> } => ({
  policy: {
    passwordFlaw: (value) => (value.length < 8 || isFlawed(value) ? 'password is not good enough.' : undefined),
  },
});

/** A policy that compares only the first characters of passwords. */
const comparing = (length: number): { readonly policy: Partial<Policy> } => ({
  policy: { passwordFits: (given, set) => given.slice(0, length) === set.slice(0, length) },
});

const short = password((value) => value.length === 7);
const published = password((value) => /^[a-z_]{15}$/.test(value));
const withSpace = password((value) => value.includes(' '));

/** Faults of the passwords that are taken. */
export const passwordFaults: readonly Fault[] = [
  fault(
    'password-needs-a-digit',
    'A password without a digit is refused',
    ['CP-12'],
    refusing((value) => !/\d/.test(value)),
    'for one value',
  ),
  fault(
    'password-needs-a-capital',
    'A password without a capital letter is refused',
    ['CP-12'],
    refusing((value) => !/[A-Z]/.test(value)),
    'for one value',
  ),
  fault(
    'published-password-crash',
    'A password in the shape of the published one crashes the completion',
    ['CP-12', 'RP-ERR-07'],
    when(published, crash),
    'for one value',
  ),
  ...wrongCodes('published-password', 'A password in the shape of the published one', published, ['CP-12'], 400),
  ...wrongCodes('password-with-space', 'A password with a space', withSpace, ['CP-13'], 400, 422),
  fault(
    'long-password-refused',
    'A password of more than 40 characters is refused',
    ['CP-13'],
    refusing((value) => value.length > 40),
    'for one value',
  ),
  fault(
    'password-beyond-ascii-refused',
    'A password with a letter beyond ASCII is refused',
    ['CP-13'],
    refusing((value) => /[^\x00-\x7f]/.test(value)),
    'for one value',
  ),
  fault(
    'password-with-space-crash',
    'A password with a space crashes the completion',
    ['CP-13', 'RP-ERR-07'],
    when(withSpace, crash),
    'for one value',
  ),
  fault(
    'password-beyond-ascii-lost',
    'A letter beyond ASCII is kept as a question mark',
    ['CP-13'],
    when(completed, (answer, _request, { state }) => {
      state.password = state.password.replace(/[^\x00-\x7f]/g, '?');
      return answer;
    }),
    'for one value',
  ),
  fault(
    'password-counts-to-32',
    'Only the first 32 characters of a password count',
    ['CP-13'],
    comparing(32),
    'for one value',
  ),
  fault(
    'password-counts-to-63',
    'Only the first 63 characters of a password count',
    ['CP-13'],
    comparing(63),
    'for one value',
  ),
  fault(
    'short-password-taken',
    'A password of six characters is long enough',
    ['CP-14'],
    { policy: { passwordFlaw: (value) => (value.length < 6 ? 'password is too short.' : undefined) } },
    'for one value',
  ),
  fault(
    'short-password-crash',
    'A password of seven characters crashes the completion',
    ['CP-14', 'RP-ERR-07'],
    when(short, crash),
    'for one value',
  ),
  fault(
    'short-password-403',
    'A password of seven characters is answered 403',
    ['CP-14'],
    when(short, answers(403)),
    'for one value',
  ),
];
