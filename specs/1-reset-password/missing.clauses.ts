import type { Area } from '../../harness/judge/clause-test.ts';
import { stimulus } from '../../harness/model/exchange.ts';
import { answers } from '../../harness/judge/rules.ts';
import type { Target } from '../../harness/model/target.ts';
import { clause } from '../clause.ts';
import { bodyFor, emailIs, path, post } from '../calls/reset-password.ts';
import { blankEmail, emptyObject } from '../calls/reset-password.ts';

const emptyBody = stimulus('empty body with Content-Length: 0', () => post(''));
const noBody = stimulus('empty body without a length', () => post(undefined));

const malformed = {
  truncated: stimulus('truncated', (to) => post(bodyFor(to.unknownEmail).slice(0, -1))),
  trailingComma: stimulus('trailing comma', (to) => post(`{"email":${JSON.stringify(to.unknownEmail)},}`)),
  singleQuotes: stimulus('single quotes', (to) => post(`{'email':'${to.unknownEmail}'}`)),
  bareWord: stimulus('bare word', () => post('email')),
  twoValues: stimulus('two values', (to) => post(`${bodyFor(to.unknownEmail)}${bodyFor(to.unknownEmail)}`)),
  notANumber: stimulus('NaN as a value', () => post('{"email":NaN}')),
};

const blank = [
  stimulus('email is null', () => post(emailIs(null))),
  stimulus('email is empty', () => post(emailIs(''))),
  blankEmail,
];

const noString = [
  stimulus('email is a number', () => post(emailIs(42))),
  stimulus('email is a boolean', () => post(emailIs(true))),
  stimulus('email is an object', (to) => post(emailIs({ address: to.unknownEmail }))),
  stimulus('email is an array', (to) => post(emailIs([to.unknownEmail]))),
  ...holdingAccount([
    ["an array with the account's address", (account) => [account]],
    ["an array with the account's address and another", (account, other) => [account, other]],
    ["an array with another address and the account's", (account, other) => [other, account]],
    ["an array in an array with the account's address", (account) => [[account]]],
    ["an object with the account's address", (account) => ({ address: account })],
    ["an object with email again, the account's address", (account) => ({ email: account })],
  ]).map(([name, value]) => stimulus(name, (to) => post(emailIs(value(to))), { hasEffect: true })),
];

const noObject = [
  stimulus('an array as the body', (to) => post(JSON.stringify([to.unknownEmail]))),
  stimulus('a string as the body', (to) => post(JSON.stringify(to.unknownEmail))),
  stimulus('a number as the body', () => post('42')),
  stimulus('null as the body', () => post('null')),
  stimulus('true as the body', () => post('true')),
  ...holdingAccount([
    ["the account's address as the body", (account) => account],
    ["an array with the account's address as the body", (account) => [account]],
    ['an array with the good object as the body', (account) => [{ email: account }]],
  ]).map(([name, value]) => stimulus(name, (to) => post(JSON.stringify(value(to))), { hasEffect: true })),
];

const noAddress = [
  stimulus('no @', (to) => post(emailIs(to.unknownEmail.replace('@', '.')))),
  stimulus('nothing before the @', (to) => post(emailIs(to.unknownEmail.replace(/^.*@/, '@')))),
  stimulus('nothing after the @', (to) => post(emailIs(to.unknownEmail.replace(/@.*$/, '@')))),
  stimulus('two @ side by side', (to) => post(emailIs(to.unknownEmail.replace('@', '@@')))),
  stimulus('two @ apart', (to) => post(emailIs(to.unknownEmail.replace('@', '@q7vx2m@')))),
  stimulus('a space inside', (to) => post(emailIs(`two words${to.unknownEmail}`))),
];

const onlyInQuery = stimulus(
  'the address only in the query',
  (to) => post('{}', { path: `${path}?email=${encodeURIComponent(to.unknownEmail)}` }),
  { combination: 'the query can stand in for the body only where that lacks the address' },
);

const elsewhere = [
  ...['mail', 'username'].map((name) =>
    stimulus(`the address as ${name}`, (to) => post(JSON.stringify({ [name]: to.unknownEmail }))),
  ),
  stimulus('the address a level deeper', (to) => post(JSON.stringify({ user: { email: to.unknownEmail } }))),
];

/** Values that hold the account's address: only they show whether what is inside gets a reset. */
function holdingAccount(
  values: readonly [name: string, value: (account: string, other: string) => unknown][],
): [name: string, value: (to: Target) => unknown][] {
  return values.map(([name, value]) => [name, (to) => value(to.accountEmail, to.unknownEmail)]);
}

export const missing: Area = {
  title: 'Something required is missing',
  tests: [
    clause('RP-400-01', 'An object without email is refused as incomplete', [emptyObject], answers(400)),
    clause(
      'RP-400-02',
      'A body without content that is declared as JSON is refused as incomplete',
      [emptyBody, noBody],
      answers(400).except(noBody, 400, 411),
    ),
    clause(
      'RP-400-03',
      'A body that is not well-formed JSON is refused as incomplete',
      Object.values(malformed),
      answers(400).except(malformed.notANumber, 400, 422),
    ),
    clause('RP-400-04', 'An email that is null, empty or blank is refused', blank, answers(400, 422)),
    clause(
      'RP-400-05',
      'An email that is no string is refused, also one that holds the address of the account',
      noString,
      answers(400, 422),
    ),
    clause('RP-400-06', 'A JSON body that is no object is refused', noObject, answers(400, 422)),
    clause('RP-400-07', 'A string that is no e-mail address is refused', noAddress, answers(400, 422)),
    clause('RP-400-08', 'An address in the query does not stand in for email in the body', [onlyInQuery], answers(400)),
    clause(
      'RP-400-09',
      'An address under the name of another member does not stand in for email',
      elsewhere,
      answers(400),
    ),
  ],
};
