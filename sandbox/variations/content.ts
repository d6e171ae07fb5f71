import { gunzipSync } from 'node:zlib';
import type { Variation } from '../behaviour.ts';
import type { SandboxAnswer, SandboxRequest } from '../message.ts';
import { all, answers, asIf, body, email, header, posted, status, toReset, when, type Where } from '../when.ts';

const textOf = ({ body: bytes }: SandboxRequest): string => bytes.toString('utf8');
const refused400 = status(400);

const isUtf8: Where = ({ body: bytes }) => Buffer.from(bytes.toString('utf8')).equals(bytes);
const nested = posted(/^[^"]*(?:"email":)?\[{64}/);
const isGzip = header('Content-Encoding', 'gzip');

/** The body without its gzip coding; undefined where it is none. */
function unzipped({ body: bytes }: SandboxRequest): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: 64 * 1024 });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

/** The JSON that is no object is turned down like a value that can not be used. */
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

/** How content may be read: what is refused in any case, with another code; what may be taken, taken. */
export const contentVariations: readonly Variation[] = [
  {
    id: 'no-object-422',
    title: 'JSON that is no object is answered 422',
    strict: true,
    ...when(all(toReset, noObject), answers(422)),
  },
  {
    id: 'nan-is-a-number',
    title: 'The parser takes NaN for a number, which is answered 422',
    strict: true,
    ...when(all(refused400, posted(/^\{"email": ?NaN\}$/)), answers(422)),
  },
  {
    id: 'bad-encoding-415',
    title: 'A body that is not UTF-8 is answered 415',
    strict: true,
    ...when(
      all(toReset, refused400, (...seen) => !isUtf8(...seen)),
      answers(415),
    ),
  },
  {
    id: 'byte-order-mark-ignored',
    title: 'A byte order mark before the body is ignored',
    strict: true,
    ...when(
      all(toReset, body(/^\uFEFF/)),
      asIf((request) => ({ body: Buffer.from(textOf(request).slice(1)) })),
    ),
  },
  {
    id: 'nesting-413',
    title: 'A body that is nested too deep is answered 413',
    strict: true,
    ...when(all(refused400, nested), answers(413)),
  },
  {
    id: 'nesting-422',
    title: 'A body that is nested too deep is answered 422',
    strict: true,
    ...when(all(refused400, nested), answers(422)),
  },
  {
    id: 'long-address-413',
    title: 'An address that is too long is answered 413',
    strict: true,
    ...when(
      all(
        status(422),
        email(({ length }) => length > 254),
      ),
      answers(413),
    ),
  },
  {
    id: 'member-twice-400',
    title: 'An object that has a member twice is answered 400',
    strict: true,
    ...when(posted(/"email":.*"email":/s), answers(400)),
  },
  {
    id: 'first-of-two-members',
    title: 'Of a member that stands twice the first counts',
    strict: true,
    ...when(
      posted(/^\{"email":"[^"]*","email":/),
      asIf((request) => ({ body: Buffer.from(textOf(request).replace(/,"email":.*$/s, '}')) })),
    ),
  },
  {
    id: 'prototypes-refused',
    title: 'A body that names a prototype is answered 400',
    strict: true,
    ...when(posted(/"(?:__proto__|constructor|prototype)"/), answers(400)),
  },
  {
    id: 'gzip-decoded',
    title: 'A body in gzip is decoded, and refused with 400 where it is none',
    strict: true,
    ...when(all(toReset, isGzip), (answer, request, { again }) => decoded(answer, request, again)),
  },
  {
    id: 'coding-turned-down',
    title: 'A content coding is answered 400, with the error of another refusal',
    strict: true,
    ...when(
      ({ headers }) => headers['content-encoding'] !== undefined,
      (answer) => ({ ...answer, status: 400 }),
    ),
  },
  {
    id: 'large-turned-down',
    title: 'A large body is answered 400 by the application',
    strict: true,
    ...when(({ tooLarge }) => tooLarge, answers(400)),
  },
];
