import type { Fault } from '../behaviour.ts';
import { all, answers, asIf, bodyOf, crash, grant, page, posted, when } from '../when.ts';
import { drop, hang, onTheWire } from './wire.ts';

const emptyObject = posted('{}');

/** What breaks where email is missing. */
export const missingFaults: readonly Fault[] = [
  {
    id: 'empty-object-422',
    title: 'An object without email is answered 422',
    breaks: ['RP-400-01'],
    shows: 'always',
    origin: 'framework',
    ...when(emptyObject, answers(422)),
  },
  {
    id: 'empty-object-crash',
    title: 'An object without email crashes the call',
    breaks: ['RP-400-01', 'RP-ERR-07'],
    shows: 'always',
    origin: 'refactoring',
    ...when(emptyObject, crash),
  },
  {
    id: 'empty-object-granted',
    title: 'An object without email gets a token',
    breaks: ['RP-400-01'],
    shows: 'always',
    origin: 'refactoring',
    ...when(emptyObject, grant),
  },
  {
    id: 'query-email-taken',
    title: 'An address in the query is taken',
    breaks: ['RP-400-08'],
    shows: 'with a query',
    origin: 'framework',
    ...when(
      all(emptyObject, ({ query }) => query.has('email')),
      asIf(({ query }) => bodyOf({ email: query.get('email') })),
    ),
  },
  {
    id: 'query-email-422',
    title: 'An address in the query is answered 422',
    breaks: ['RP-400-08'],
    shows: 'with a query',
    origin: 'refactoring',
    ...when(
      all(emptyObject, ({ query }) => query.has('email')),
      answers(422),
    ),
  },
  {
    id: 'query-email-page',
    title: 'An address in the query gets the page of a form',
    breaks: ['RP-400-08'],
    shows: 'with a query',
    origin: 'framework',
    ...when(
      all(emptyObject, ({ query }) => query.has('email')),
      page(200, 'Reset password'),
    ),
  },
  {
    id: 'mail-taken',
    title: 'mail stands in for email',
    breaks: ['RP-400-09'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(
      posted(/^\{"mail":/),
      asIf(({ body: bytes }) => ({ body: Buffer.from(bytes.toString().replace('"mail"', '"email"')) })),
    ),
  },
  {
    id: 'username-taken',
    title: 'username stands in for email',
    breaks: ['RP-400-09'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(
      posted(/^\{"username":/),
      asIf(({ body: bytes }) => ({ body: Buffer.from(bytes.toString().replace('"username"', '"email"')) })),
    ),
  },
  {
    id: 'unknown-member-422',
    title: 'A member that nobody knows is answered 422',
    breaks: ['RP-400-09'],
    shows: 'for one body',
    origin: 'framework',
    ...when(posted(/^\{"(?:mail|username)":/), answers(422)),
  },
  {
    id: 'empty-object-drops',
    title: 'An empty object drops the connection',
    breaks: ['RP-400-01', 'RP-ERR-08', 'RP-ROB-12'],
    shows: 'for one body',
    origin: 'framework',
    ...onTheWire(posted(/^\{\}$/), drop),
  },
  {
    id: 'empty-object-hangs',
    title: 'An empty object is never answered',
    breaks: ['RP-400-01', 'RP-ERR-08', 'RP-ROB-12'],
    shows: 'for one body',
    origin: 'framework',
    ...onTheWire(posted(/^\{\}$/), hang),
  },
];
