import type { Fault } from '../behaviour.ts';
import { withJson } from '../message.ts';
import { all, answers, crash, email, header, status, toReset, when } from '../when.ts';

/** A plain address of no account. */
export const unknownAddress = all(
  status(422),
  email((value) => value.length < 100 && /^[a-z0-9]+@example\.com$/.test(value) && !value.startsWith('kiosk')),
);
const stranger = all(toReset, header('Authorization', /^Token 0f1e2d/));
const malformedAuthorization = all(toReset, header('Authorization', /^(?:Token|Basic !!!)$/));

/** What breaks about addresses and credentials of nobody. */
export const identifierFaults: readonly Fault[] = [
  {
    id: 'unknown-404',
    title: 'An address of no account is answered 404',
    breaks: ['RP-422-01'],
    shows: 'for one value',
    origin: 'framework',
    ...when(unknownAddress, answers(404)),
  },
  {
    id: 'unknown-400',
    title: 'An address of no account is answered 400',
    breaks: ['RP-422-01'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(unknownAddress, answers(400)),
  },
  {
    id: 'unknown-empty-success',
    title: 'An address of no account gets 200 without a token',
    breaks: ['RP-422-01'],
    shows: 'for one value',
    origin: 'security',
    ...when(unknownAddress, (answer) =>
      withJson({ ...answer, status: 200 }, { detail: 'If there is such an account, a mail is on its way.' }),
    ),
  },
  {
    id: 'unknown-crash',
    title: 'An address of no account crashes the call',
    breaks: ['RP-422-01', 'RP-ERR-07'],
    shows: 'for one value',
    origin: 'refactoring',
    ...when(unknownAddress, crash),
  },
  {
    id: 'stranger-403',
    title: 'A token of nobody is answered 403',
    breaks: ['RP-401-01'],
    shows: 'with the header',
    origin: 'framework',
    ...when(stranger, answers(403)),
  },
  {
    id: 'stranger-crash',
    title: 'A token of nobody crashes the look-up',
    breaks: ['RP-401-01', 'RP-ERR-07'],
    shows: 'with the header',
    origin: 'refactoring',
    ...when(stranger, crash),
  },
  {
    id: 'malformed-authorization-crash',
    title: 'A malformed Authorization crashes its parser',
    breaks: ['RP-401-02', 'RP-ERR-07'],
    shows: 'with the header',
    origin: 'framework',
    ...when(malformedAuthorization, crash),
  },
  {
    id: 'malformed-authorization-403',
    title: 'A malformed Authorization is answered 403',
    breaks: ['RP-401-02'],
    shows: 'with the header',
    origin: 'gateway',
    ...when(malformedAuthorization, answers(403)),
  },
  {
    id: 'challenge-missing',
    title: '401 comes without WWW-Authenticate',
    breaks: ['RP-401-03'],
    shows: 'with the header',
    origin: 'framework',
    ...when(stranger, (answer) => ({ ...answer, status: 401, body: '' })),
  },
];
