import { fault, type Fault } from '../behaviour.ts';
import { all, answers, asIf, bodyOf, crash, grant, page, posted, when } from '../when.ts';
import { drop, hang, onTheWire } from './wire.ts';

const emptyObject = posted('{}');

/** Faults on requests without `email`. */
export const missingFaults: readonly Fault[] = [
  fault('empty-object-422', 'An object without email is answered 422', ['RP-400-01'], when(emptyObject, answers(422))),
  fault(
    'empty-object-crash',
    'An object without email crashes the call',
    ['RP-400-01', 'RP-ERR-07'],
    when(emptyObject, crash),
  ),
  fault('empty-object-granted', 'An object without email gets a token', ['RP-400-01'], when(emptyObject, grant)),
  fault(
    'query-email-taken',
    'An address in the query is taken',
    ['RP-400-08'],
    when(
      all(emptyObject, ({ query }) => query.has('email')),
      asIf(({ query }) => bodyOf({ email: query.get('email') })),
    ),
    'for one URL',
  ),
  fault(
    'query-email-422',
    'An address in the query is answered 422',
    ['RP-400-08'],
    when(
      all(emptyObject, ({ query }) => query.has('email')),
      answers(422),
    ),
    'for one URL',
  ),
  fault(
    'query-email-page',
    'An address in the query gets the page of a form',
    ['RP-400-08'],
    when(
      all(emptyObject, ({ query }) => query.has('email')),
      page(200, 'Reset password'),
    ),
    'for one URL',
  ),
  fault(
    'mail-taken',
    'mail stands in for email',
    ['RP-400-09'],
    when(
      posted(/^\{"mail":/),
      asIf(({ body: bytes }) => ({ body: Buffer.from(bytes.toString().replace('"mail"', '"email"')) })),
    ),
    'for one body',
  ),
  fault(
    'username-taken',
    'username stands in for email',
    ['RP-400-09'],
    when(
      posted(/^\{"username":/),
      asIf(({ body: bytes }) => ({ body: Buffer.from(bytes.toString().replace('"username"', '"email"')) })),
    ),
    'for one body',
  ),
  fault(
    'unknown-member-422',
    'A member that nobody knows is answered 422',
    ['RP-400-09'],
    when(posted(/^\{"(?:mail|username)":/), answers(422)),
    'for one body',
  ),
  fault(
    'empty-object-drops',
    'An empty object drops the connection',
    ['RP-400-01', 'RP-ERR-08', 'RP-ROB-12'],
    onTheWire(posted(/^\{\}$/), drop),
    'for one body',
  ),
  fault(
    'empty-object-hangs',
    'An empty object is never answered',
    ['RP-400-01', 'RP-ERR-08', 'RP-ROB-12'],
    onTheWire(posted(/^\{\}$/), hang),
    'for one body',
  ),
];
