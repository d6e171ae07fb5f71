import { fault, type Fault } from '../behaviour.ts';
import { all, answers, body, crash, email, toAccountReset, when } from '../when.ts';

const query = all(toAccountReset, ({ target }) => target.includes('?') && target.length < 200);

/** Faults on valid requests in another notation. */
export const resetSpellingFaults: readonly Fault[] = [
  fault(
    'space-before-body',
    'White space before the body is no JSON',
    ['RP-OK-10'],
    when(all(toAccountReset, body(/^\s/)), answers(400)),
    'for one body',
  ),
  fault(
    'space-after-body',
    'A line end after the body is no JSON',
    ['RP-OK-10'],
    when(all(toAccountReset, body(/\s$/)), answers(400)),
    'for one body',
  ),
  fault(
    'tab-crash',
    'A tab in the body crashes a parser of its own',
    ['RP-OK-10', 'RP-ERR-07'],
    when(all(toAccountReset, body(/\t/)), crash),
    'for one body',
  ),
  fault(
    'escapes-unknown',
    'Escaped characters are taken as they stand',
    ['RP-OK-11'],
    when(all(toAccountReset, body(/\\u006b/)), answers(422)),
    'for one body',
  ),
  fault(
    'escaped-name-missing',
    'A member whose name has escapes counts as missing',
    ['RP-OK-11'],
    when(all(toAccountReset, body(/\\u0065mail/)), answers(400)),
    'for one body',
  ),
  fault(
    'escapes-crash',
    'An escape crashes the firewall before the application',
    ['RP-OK-11', 'RP-ERR-07'],
    when(all(toAccountReset, body(/\\u0040/)), crash),
    'for one body',
  ),
  fault(
    'query-refused',
    'An unknown query parameter is answered 400',
    ['RP-OK-14'],
    when(query, answers(400)),
    'for one URL',
  ),
  fault('query-not-found', 'A path with a query is not found', ['RP-OK-14'], when(query, answers(404)), 'for one URL'),
  fault(
    'query-crash',
    'An unknown query parameter crashes the call',
    ['RP-OK-14', 'RP-ERR-07'],
    when(query, crash),
    'for one URL',
  ),
  fault(
    'domain-case',
    'The domain is compared with its case',
    ['RP-OK-15'],
    when(
      email((value) => value.endsWith('@EXAMPLE.COM') && value.startsWith('kiosk')),
      answers(422),
    ),
    'for one value',
  ),
  fault(
    'domain-capitals-refused',
    'Capitals in a domain are no address',
    ['RP-OK-15'],
    when(
      email((value) => value.endsWith('@EXAMPLE.COM') && value.startsWith('kiosk')),
      answers(400),
    ),
    'for one value',
  ),
  fault(
    'domain-capitals-crash',
    'Capitals in a domain crash the look-up',
    ['RP-OK-15', 'RP-ERR-07'],
    when(
      email((value) => value.endsWith('@EXAMPLE.COM') && value.startsWith('kiosk')),
      crash,
    ),
    'for one value',
  ),
];
