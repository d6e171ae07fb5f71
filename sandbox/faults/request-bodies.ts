import { fault, type Fault } from '../behaviour.ts';
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

/** Faults on bodies that are empty, malformed, or not an object. */
export const requestBodyFaults: readonly Fault[] = [
  fault(
    'empty-body-crash',
    'An empty body crashes the parser',
    ['RP-400-02', 'RP-ERR-07'],
    when(emptyBody, crash),
    'for one body',
  ),
  fault(
    'empty-body-422',
    'An empty body is taken for an empty object, and answered 422',
    ['RP-400-02'],
    when(emptyBody, answers(422)),
    'for one body',
  ),
  fault(
    'no-length-415',
    'A body without a length is answered 415',
    ['RP-400-02'],
    when(noLength, answers(415)),
    'for one body',
  ),
  fault(
    'malformed-crash',
    'A body that does not parse crashes the call',
    ['RP-400-03', 'RP-ERR-07'],
    when(malformedForm.truncated, crash),
    'for one body',
  ),
  fault(
    'malformed-422',
    'A body that does not parse is answered 422',
    ['RP-400-03'],
    when(malformedForm.singleQuotes, answers(422)),
    'for one body',
  ),
  fault(
    'trailing-comma-taken',
    'The parser takes a trailing comma',
    ['RP-400-03'],
    when(
      malformedForm.trailingComma,
      asIf(({ body: bytes }) => ({ body: Buffer.from(bytes.toString().replace(',}', '}')) })),
    ),
    'for one body',
  ),
  fault(
    'first-value-taken',
    'The parser takes the first of two values',
    ['RP-400-03'],
    when(
      malformedForm.twoValues,
      asIf(({ body: bytes }) => ({ body: Buffer.from(bytes.toString().replace(/\}\{.*/, '}')) })),
    ),
    'for one body',
  ),
  fault(
    'bare-word-404',
    'A bare word is answered 404',
    ['RP-400-03'],
    when(malformedForm.bareWord, answers(404)),
    'for one body',
  ),
  fault(
    'array-body-crash',
    'An array as the body crashes the call',
    ['RP-400-06', 'RP-ERR-07'],
    when(posted(/^\["(?!kiosk)/), crash),
    'for one body',
  ),
  fault(
    'null-body-crash',
    'null as the body crashes the call',
    ['RP-400-06', 'RP-ERR-07'],
    when(posted('null'), crash),
    'for one body',
  ),
  fault(
    'true-body-granted',
    'true as the body gets a token',
    ['RP-400-06'],
    when(posted('true'), grant),
    'for one body',
  ),
  fault(
    'number-body-415',
    'A number as the body is answered 415',
    ['RP-400-06'],
    when(posted('42'), answers(415)),
    'for one body',
  ),
];
