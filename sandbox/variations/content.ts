import { gunzipSync } from 'node:zlib';
import { variation, type Variation } from '../behaviour.ts';
import type { SandboxAnswer, SandboxRequest } from '../message.ts';
import { all, answers, asIf, body, email, header, posted, status, toReset, when, type Where } from '../when.ts';

const textOf = ({ body: bytes }: SandboxRequest): string => bytes.toString('utf8');
const refused400 = status(400);

const isUtf8: Where = ({ body: bytes }) => Buffer.from(bytes.toString('utf8')).equals(bytes);
const nested = posted(/^[^"]*(?:"email":)?\[{64}/);
const isGzip = header('Content-Encoding', 'gzip');

/** The decompressed body, or undefined if it is not gzip. */
function unzipped({ body: bytes }: SandboxRequest): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: 64 * 1024 });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

/** A refused request whose body is JSON but not an object. */
const noObject: Where = (request, { status: code }) => {
  if (code !== 400) return false;
  try {
    const value = JSON.parse(textOf(request)) as unknown;
    return typeof value !== 'object' || value === null || Array.isArray(value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
};

const decoded = (answer: SandboxAnswer, request: SandboxRequest, again: (other: SandboxRequest) => SandboxAnswer) => {
  const plain = unzipped(request);
  const headers = { ...request.headers, 'content-encoding': undefined };
  return plain === undefined ? { ...answer, status: 400 } : again({ ...request, headers, body: plain });
};

/** Variations of reading content: other codes for refusals, and input that may be accepted. */
export const contentVariations: readonly Variation[] = [
  variation('no-object-422', 'JSON that is no object is answered 422', when(all(toReset, noObject), answers(422))),
  variation(
    'nan-is-a-number',
    'The parser takes NaN for a number, which is answered 422',
    when(all(refused400, posted(/^\{"email": ?NaN\}$/)), answers(422)),
  ),
  variation(
    'bad-encoding-415',
    'A body that is not UTF-8 is answered 415',
    when(
      all(toReset, refused400, (...seen) => !isUtf8(...seen)),
      answers(415),
    ),
  ),
  variation(
    'byte-order-mark-ignored',
    'A byte order mark before the body is ignored',
    when(
      all(toReset, body(/^\uFEFF/)),
      asIf((request) => ({ body: Buffer.from(textOf(request).slice(1)) })),
    ),
  ),
  variation(
    'nesting-413',
    'A body that is nested too deep is answered 413',
    when(all(refused400, nested), answers(413)),
  ),
  variation(
    'nesting-422',
    'A body that is nested too deep is answered 422',
    when(all(refused400, nested), answers(422)),
  ),
  variation(
    'long-address-413',
    'An address that is too long is answered 413',
    when(
      all(
        status(422),
        email(({ length }) => length > 254),
      ),
      answers(413),
    ),
  ),
  variation(
    'member-twice-400',
    'An object that has a member twice is answered 400',
    when(posted(/"email":.*"email":/s), answers(400)),
  ),
  variation(
    'first-of-two-members',
    'Of a member that stands twice the first counts',
    when(
      posted(/^\{"email":"[^"]*","email":/),
      asIf((request) => ({ body: Buffer.from(textOf(request).replace(/,"email":.*$/s, '}')) })),
    ),
  ),
  variation(
    'prototypes-refused',
    'A body that names a prototype is answered 400',
    when(posted(/"(?:__proto__|constructor|prototype)"/), answers(400)),
  ),
  variation(
    'gzip-decoded',
    'A body in gzip is decoded, and refused with 400 where it is none',
    when(all(toReset, isGzip), (answer, request, { again }) => decoded(answer, request, again)),
  ),
  variation(
    'coding-turned-down',
    'A content coding is answered 400, with the error of another refusal',
    when(
      ({ headers }) => headers['content-encoding'] !== undefined,
      (answer) => ({ ...answer, status: 400 }),
    ),
  ),
  variation(
    'large-turned-down',
    'A large body is answered 400 by the application',
    when(({ tooLarge }) => tooLarge, answers(400)),
  ),
];
