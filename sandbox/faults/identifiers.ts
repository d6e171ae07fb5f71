import { fault, type Fault } from '../behaviour.ts';
import { withJson } from '../message.ts';
import { all, answers, crash, email, header, status, toReset, when } from '../when.ts';

/** A refused reset for a well-formed address without an account. */
export const unknownAddress = all(
  status(422),
  email((value) => value.length < 100 && /^[a-z0-9]+@example\.com$/.test(value) && !value.startsWith('kiosk')),
);
const stranger = all(toReset, header('Authorization', /^Token 0f1e2d/));
const malformedAuthorization = all(toReset, header('Authorization', /^(?:Token|Basic !!!)$/));

/** Faults on unknown addresses and on unknown or malformed credentials. */
export const identifierFaults: readonly Fault[] = [
  fault(
    'unknown-404',
    'An address of no account is answered 404',
    ['RP-422-01'],
    when(unknownAddress, answers(404)),
    'for one value',
  ),
  fault(
    'unknown-400',
    'An address of no account is answered 400',
    ['RP-422-01'],
    when(unknownAddress, answers(400)),
    'for one value',
  ),
  fault(
    'unknown-empty-success',
    'An address of no account gets 200 without a token',
    ['RP-422-01'],
    when(unknownAddress, (answer) =>
      withJson({ ...answer, status: 200 }, { detail: 'If there is such an account, a mail is on its way.' }),
    ),
    'for one value',
  ),
  fault(
    'unknown-crash',
    'An address of no account crashes the call',
    ['RP-422-01', 'RP-ERR-07'],
    when(unknownAddress, crash),
    'for one value',
  ),
  fault(
    'stranger-409',
    'A token of nobody is answered 409',
    ['RP-401-01'],
    when(stranger, answers(409)),
    'for one header',
  ),
  fault(
    'stranger-crash',
    'A token of nobody crashes the look-up',
    ['RP-401-01', 'RP-ERR-07'],
    when(stranger, crash),
    'for one header',
  ),
  fault(
    'malformed-authorization-crash',
    'A malformed Authorization crashes its parser',
    ['RP-401-02', 'RP-ERR-07'],
    when(malformedAuthorization, crash),
    'for one header',
  ),
  fault(
    'malformed-authorization-409',
    'A malformed Authorization is answered 409',
    ['RP-401-02'],
    when(malformedAuthorization, answers(409)),
    'for one header',
  ),
  fault(
    'challenge-missing-for-malformed',
    'A malformed Authorization is answered 401 without WWW-Authenticate',
    ['RP-401-03'],
    when(malformedAuthorization, (answer) => ({ ...answer, status: 401, body: '' })),
    'for one header',
  ),
  fault(
    'challenge-missing-for-long',
    'A long Authorization is answered 401 without WWW-Authenticate',
    ['RP-401-03'],
    when(header('Authorization', /x{4000}/), (answer) => ({ ...answer, status: 401, body: '' })),
    'for one header',
  ),
  fault(
    'challenge-missing',
    '401 comes without WWW-Authenticate',
    ['RP-401-03'],
    when(stranger, (answer) => ({ ...answer, status: 401, body: '' })),
    'for one header',
  ),
];
