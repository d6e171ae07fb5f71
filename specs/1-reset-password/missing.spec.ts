import { stimulus } from '../../harness/model/exchange.ts';
import { isAccepted } from '../../harness/judge/rules.ts';
import { clause, test } from '../suite.ts';
import { bodyFor, emailIs, path, post } from './request.ts';
import { blankEmail, emptyObject } from './stimuli.ts';

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
  stimulus("an array with the account's address", (to) => post(emailIs([to.accountEmail])), { mayReset: true }),
  stimulus(
    "an array with the account's address and another",
    (to) => post(emailIs([to.accountEmail, to.unknownEmail])),
    { mayReset: true },
  ),
];

const noObject = [
  stimulus('an array as the body', (to) => post(JSON.stringify([bodyFor(to.unknownEmail)]))),
  stimulus('a string as the body', (to) => post(JSON.stringify(to.unknownEmail))),
  stimulus('a number as the body', () => post('42')),
  stimulus('null as the body', () => post('null')),
  stimulus('true as the body', () => post('true')),
];

const noAddress = [
  stimulus('no @', (to) => post(emailIs(to.unknownEmail.replace('@', '.')))),
  stimulus('nothing before the @', (to) => post(emailIs(to.unknownEmail.replace(/^.*@/, '@')))),
  stimulus('nothing after the @', (to) => post(emailIs(to.unknownEmail.replace(/@.*$/, '@')))),
  stimulus('two @', (to) => post(emailIs(to.unknownEmail.replace('@', '@@')))),
  stimulus('a space inside', (to) => post(emailIs(`two words${to.unknownEmail}`))),
];

const onlyInQuery = stimulus('the address only in the query', (to) =>
  post('{}', { path: `${path}?email=${encodeURIComponent(to.unknownEmail)}` }),
);

const otherMembers = ['mail', 'username'].map((name) =>
  stimulus(`the address as ${name}`, (to) => post(JSON.stringify({ [name]: to.unknownEmail }))),
);

test.describe('Something required is missing', () => {
  test(...clause('RP-400-01', [emptyObject], isAccepted));
  test(...clause('RP-400-02', [emptyBody, noBody], isAccepted));
  test(...clause('RP-400-03', Object.values(malformed), isAccepted));
  test(...clause('RP-400-04', blank, isAccepted));
  test(...clause('RP-400-05', noString, isAccepted));
  test(...clause('RP-400-06', noObject, isAccepted));
  test(...clause('RP-400-07', noAddress, isAccepted));
  test(...clause('RP-400-08', [onlyInQuery], isAccepted));
  test(...clause('RP-400-09', otherMembers, isAccepted));
});
