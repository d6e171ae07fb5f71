import type { Fault } from '../behaviour.ts';
import { all, answers, body, crash, email, toAccountReset, when } from '../when.ts';

const query = all(toAccountReset, ({ target }) => target.includes('?') && target.length < 200);

/** What breaks for good requests that are written in another way. */
export const resetSpellingFaults: readonly Fault[] = [
  {
    id: 'space-before-body',
    title: 'White space before the body is no JSON',
    breaks: ['RP-OK-10'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(all(toAccountReset, body(/^\s/)), answers(400)),
  },
  {
    id: 'space-after-body',
    title: 'A line end after the body is no JSON',
    breaks: ['RP-OK-10'],
    shows: 'for one body',
    origin: 'gateway',
    ...when(all(toAccountReset, body(/\s$/)), answers(400)),
  },
  {
    id: 'tab-crash',
    title: 'A tab in the body crashes a parser of its own',
    breaks: ['RP-OK-10', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(all(toAccountReset, body(/\t/)), crash),
  },
  {
    id: 'escapes-unknown',
    title: 'Escaped characters are taken as they stand',
    breaks: ['RP-OK-11'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(all(toAccountReset, body(/\\u006b/)), answers(422)),
  },
  {
    id: 'escaped-name-missing',
    title: 'A member whose name has escapes counts as missing',
    breaks: ['RP-OK-11'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(all(toAccountReset, body(/\\u0065mail/)), answers(400)),
  },
  {
    id: 'escapes-crash',
    title: 'An escape crashes the firewall before the application',
    breaks: ['RP-OK-11', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'gateway',
    ...when(all(toAccountReset, body(/\\u0040/)), crash),
  },
  {
    id: 'query-refused',
    title: 'An unknown query parameter is answered 400',
    breaks: ['RP-OK-14'],
    shows: 'with a query',
    origin: 'framework',
    ...when(query, answers(400)),
  },
  {
    id: 'query-not-found',
    title: 'A path with a query is not found',
    breaks: ['RP-OK-14'],
    shows: 'with a query',
    origin: 'gateway',
    ...when(query, answers(404)),
  },
  {
    id: 'query-crash',
    title: 'An unknown query parameter crashes the call',
    breaks: ['RP-OK-14', 'RP-ERR-07'],
    shows: 'with a query',
    origin: 'refactoring',
    ...when(query, crash),
  },
  {
    id: 'domain-case',
    title: 'The domain is compared with its case',
    breaks: ['RP-OK-15'],
    shows: 'for one address',
    origin: 'refactoring',
    ...when(
      email((value) => value.endsWith('@EXAMPLE.COM') && value.startsWith('kiosk')),
      answers(422),
    ),
  },
  {
    id: 'domain-capitals-refused',
    title: 'Capitals in a domain are no address',
    breaks: ['RP-OK-15'],
    shows: 'for one address',
    origin: 'framework',
    ...when(
      email((value) => value.endsWith('@EXAMPLE.COM') && value.startsWith('kiosk')),
      answers(400),
    ),
  },
  {
    id: 'domain-capitals-crash',
    title: 'Capitals in a domain crash the look-up',
    breaks: ['RP-OK-15', 'RP-ERR-07'],
    shows: 'for one address',
    origin: 'refactoring',
    ...when(
      email((value) => value.endsWith('@EXAMPLE.COM') && value.startsWith('kiosk')),
      crash,
    ),
  },
];
