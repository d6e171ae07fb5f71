import type { Fault } from '../behaviour.ts';
import { withJson } from '../message.ts';
import { randomText } from '../state.ts';
import {
  all,
  answers,
  asIf,
  body,
  type Change,
  crash,
  email,
  emailOf,
  method,
  page,
  posted,
  toReset,
  when,
  type Where,
} from '../when.ts';
import { drop, hang, onTheWire } from './wire.ts';

const hasEmail =
  (fits: (value: unknown) => boolean): Where =>
  (request, ...rest) =>
    all(toReset, method('POST'))(request, ...rest) && fits(emailOf(request));

const emailIs = (value: unknown): Where => hasEmail((each) => each === value);
const bodyOf = (value: unknown): { body: Buffer } => ({ body: Buffer.from(JSON.stringify(value)) });

/** A reset that nobody asked for. */
const decoy: Change = (answer) => withJson({ ...answer, status: 200 }, { reset_token: randomText(40) });

const emptyObject = posted('{}');
const emptyBody = all(toReset, method('POST'), body(''));
const noLength = all(emptyBody, ({ headers }) => headers['content-length'] === undefined);
const notNested = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
const malformedForm = {
  truncated: posted(/^\{"email":"[a-z0-9]+@example\.com"$/),
  trailingComma: posted(/,\}$/),
  singleQuotes: posted(/^\{'/),
  bareWord: posted(/^email$/),
  twoValues: posted(/\}\{/),
};

/** What breaks where something that is required is missing. */
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
    ...when(emptyObject, decoy),
  },

  {
    id: 'empty-body-crash',
    title: 'An empty body crashes the parser',
    breaks: ['RP-400-02', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(emptyBody, crash),
  },
  {
    id: 'empty-body-422',
    title: 'An empty body is taken for an empty object, and answered 422',
    breaks: ['RP-400-02'],
    shows: 'for one body',
    origin: 'framework',
    ...when(emptyBody, answers(422)),
  },
  {
    id: 'no-length-415',
    title: 'A body without a length is answered 415',
    breaks: ['RP-400-02'],
    shows: 'for one body',
    origin: 'gateway',
    ...when(noLength, answers(415)),
  },

  {
    id: 'malformed-crash',
    title: 'A body that does not parse crashes the call',
    breaks: ['RP-400-03', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(malformedForm.truncated, crash),
  },
  {
    id: 'malformed-422',
    title: 'A body that does not parse is answered 422',
    breaks: ['RP-400-03'],
    shows: 'for one body',
    origin: 'framework',
    ...when(malformedForm.singleQuotes, answers(422)),
  },
  {
    id: 'trailing-comma-taken',
    title: 'The parser takes a trailing comma',
    breaks: ['RP-400-03'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(
      malformedForm.trailingComma,
      asIf(({ body: bytes }) => ({ body: Buffer.from(bytes.toString().replace(',}', '}')) })),
    ),
  },
  {
    id: 'first-value-taken',
    title: 'The parser takes the first of two values',
    breaks: ['RP-400-03'],
    shows: 'for one body',
    origin: 'framework',
    ...when(
      malformedForm.twoValues,
      asIf(({ body: bytes }) => ({ body: Buffer.from(bytes.toString().replace(/\}\{.*/, '}')) })),
    ),
  },
  {
    id: 'bare-word-404',
    title: 'A bare word is answered 404',
    breaks: ['RP-400-03'],
    shows: 'for one body',
    origin: 'gateway',
    ...when(malformedForm.bareWord, answers(404)),
  },

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
    ...when(emailIs(''), decoy),
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
    ...when(emailIs(true), decoy),
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
    id: 'array-body-crash',
    title: 'An array as the body crashes the call',
    breaks: ['RP-400-06', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'framework',
    ...when(posted(/^\["\{/), crash),
  },
  {
    id: 'null-body-crash',
    title: 'null as the body crashes the call',
    breaks: ['RP-400-06', 'RP-ERR-07'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(posted('null'), crash),
  },
  {
    id: 'true-body-granted',
    title: 'true as the body gets a token',
    breaks: ['RP-400-06'],
    shows: 'for one body',
    origin: 'refactoring',
    ...when(posted('true'), decoy),
  },
  {
    id: 'number-body-415',
    title: 'A number as the body is answered 415',
    breaks: ['RP-400-06'],
    shows: 'for one body',
    origin: 'framework',
    ...when(posted('42'), answers(415)),
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
      decoy,
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
      decoy,
    ),
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
