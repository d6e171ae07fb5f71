import type { Fault } from '../behaviour.ts';
import { all, answers, asIf, body, crash, grant, posted, toResetByPost, when } from '../when.ts';

const emptyBody = all(toResetByPost, body(''));
const noLength = all(emptyBody, ({ headers }) => headers['content-length'] === undefined);
const malformedForm = {
  truncated: posted(/^\{"email":"[a-z0-9]+@example\.com"$/),
  trailingComma: posted(/,\}$/),
  singleQuotes: posted(/^\{'/),
  bareWord: posted(/^email$/),
  twoValues: posted(/\}\{/),
};

/** What breaks where the body is empty, malformed, or no object. */
export const requestBodyFaults: readonly Fault[] = [
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
    ...when(posted('true'), grant),
  },
  {
    id: 'number-body-415',
    title: 'A number as the body is answered 415',
    breaks: ['RP-400-06'],
    shows: 'for one body',
    origin: 'framework',
    ...when(posted('42'), answers(415)),
  },
];
