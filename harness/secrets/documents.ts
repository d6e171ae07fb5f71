import { jsonExcess } from '../text/bounded-json.ts';
import { readingsOf } from './forms.ts';

/** What a text says, as far as it is JSON parsed. */
export interface Document {
  readonly text: string;
  /** The document, absent where it is no JSON. */
  readonly json?: unknown;
  /** True where it is JSON with more in it than is parsed. */
  readonly isExcessive: boolean;
  /** True where it was encoded in digits: among what else they may stand for, names alone tell something. */
  readonly encoded: boolean;
}

/** How many codings inside one another are read to learn what a body holds. */
const deepest = 3;
/** Shorter texts in a coding name no secret. */
const fewest = 12;

/** A text as it stands, and what of it reads otherwise: what is compressed, encoded, escaped or in UTF-16. */
export function* documentsIn(text: string, encoded = false, depth = deepest): Generator<Document> {
  // UTF-16 without its NULs: a JSON parser would take none of it.
  const plain = text.includes('\0') ? text.replaceAll('\0', '') : text;
  const parsed = jsonIn(plain);
  yield { text: plain, encoded, isExcessive: parsed === 'excessive', ...(typeof parsed === 'object' ? parsed : {}) };
  if (depth === 0) return;
  for (const { text: inner, by } of readingsOf(text, fewest)) {
    // The escapes of JSON are undone by parsing it.
    if (inner === undefined || (by === 'escaped' && typeof parsed === 'object')) continue;
    yield* documentsIn(inner, by === 'encoded' || (encoded && by === 'escaped'), depth - 1);
  }
}

/**
 * The JSON document that a text is; a bare number says more as a text.
 *
 * @returns `excessive` where it goes beyond what is parsed, undefined where it is none.
 */
export function jsonIn(text: string): { readonly json: unknown } | 'excessive' | undefined {
  // To try is dear where it fails.
  if (!/^\s*[{["]/.test(text)) return undefined;
  if (jsonExcess(text) !== undefined) return 'excessive';
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
