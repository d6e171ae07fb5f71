import { isUtf8 } from 'node:buffer';
import { isAnswered, type Answered, type Exchange } from '../model/exchange.ts';
import { jsonExcess } from '../text/bounded-json.ts';
import { Memo } from '../text/memo.ts';
import { bodyLimit } from '../http/limits.ts';
import { fieldValue, mediaType } from '../model/message.ts';
import type { ClauseContext } from './clause-context.ts';
import { Inconclusive, Nonconformity, UnexpectedCode } from '../model/outcome.ts';
import type { Schemas } from '../schema/schema.ts';
import type { Stimulus } from '../model/exchange.ts';
import type { Rule } from './clause-test.ts';

/**
 * Asserts that a response came.
 *
 * @param expected What the clause asks for, in words.
 */
export function assertAnswered(exchange: Exchange, expected: string): asserts exchange is Answered {
  if (!isAnswered(exchange)) {
    throw new Nonconformity(expected, `no response: ${exchange.trouble?.message ?? 'nothing came'}`);
  }
}

/**
 * Asserts that a response came, with this code and no other.
 *
 * @param expected What the clause asks for, in words.
 */
export function assertCode(exchange: Exchange, code: number, expected: string): asserts exchange is Answered {
  assertAnswered(exchange, expected);
  if (exchange.response.status !== code) throw unexpectedCode(exchange, expected);
}

/**
 * What to throw where the code of an answer is not accepted: a known deviation can accept it.
 *
 * @param expected What the clause asks for, in words.
 */
export function unexpectedCode(exchange: Answered, expected: string): UnexpectedCode {
  return new UnexpectedCode(expected, statusOf(exchange), exchange.response.status);
}

/** The code of a response with its reason phrase, as people read it. */
export function statusOf({ response }: Answered): string {
  const type = mediaType(response.headers);
  return `${response.status}${response.reason === '' ? '' : ` ${response.reason}`}${type === undefined ? '' : ` (${type})`}`;
}

/**
 * Asserts that the code is among those that the clause accepts for this input, and that a 200 means what the clause
 * says: its body satisfies the schema and declares itself JSON.
 */
export function isAccepted(exchange: Exchange, { clause, run }: ClauseContext): asserts exchange is Answered {
  const { accept } = clause;
  assertAnswered(exchange, accept.words);
  const codes = accept.except?.[exchange.name] ?? accept.codes ?? [];
  if (!codes.includes(exchange.response.status)) throw unexpectedCode(exchange, accept.words);
  if (exchange.response.status === 200 && accept.success !== undefined) {
    conformsTo(exchange, accept.success, run.schemas);
    if (exchange.hasEffect) declaresJson(exchange);
  }
}

/** A rule that names the codes it accepts. */
export interface CodeRule extends Rule {
  readonly codes: ReadonlyMap<string, readonly number[]>;
  /** The same rule, but for one input another set of codes is accepted. */
  readonly except: (input: Stimulus, ...codes: readonly number[]) => CodeRule;
}

/**
 * The rule that an answer has one of these codes. They are those of the register: a clause that is declared with others
 * is refused. Where the register names a schema, the body of a 200 satisfies it.
 */
export function answers(...codes: readonly number[]): CodeRule {
  return codeRule(new Map([['', codes]]));
}

function codeRule(codes: ReadonlyMap<string, readonly number[]>): CodeRule {
  const rule: Rule = (exchange, context) => {
    isAccepted(exchange, context);
  };
  return Object.assign(rule, {
    codes,
    except: (input: Stimulus, ...others: readonly number[]) => codeRule(new Map([...codes, [input.name, others]])),
  });
}

/** Asserts that a response declares the media type `application/json`, in any case, with any parameters. */
export function declaresJson(exchange: Answered): void {
  if (mediaType(exchange.response.headers) === 'application/json') return;
  const value = fieldValue(exchange.response.headers, 'Content-Type');
  throw new Nonconformity(
    'Content-Type: application/json',
    value === undefined ? 'no Content-Type' : `Content-Type: ${value}`,
  );
}

/**
 * Asserts that the body of a response is JSON that satisfies a schema.
 *
 * @param schema Name of the schema among `schemas`.
 */
export function conformsTo(exchange: Answered, schema: string, schemas: Schemas): void {
  const [error, ...more] = schemas.errors(schema, jsonOf(exchange));
  if (error === undefined) return;
  const where = error.pointer === '' ? 'the body' : error.pointer;
  const others = more.length === 0 ? '' : ` (and ${more.length} more departures from ${schema})`;
  throw new Nonconformity(
    `${where} ${error.rule}`,
    `this in the body of ${exchange.response.status}${others}`,
    error.found,
  );
}

/**
 * The body as JSON text in UTF-8 without a byte order mark (RFC 8259 8.1), within `limits.ts`.
 *
 * @throws Inconclusive where the recording kept its beginning alone.
 */
export function jsonOf({ response }: Answered): unknown {
  if (response.excerpt === true) {
    throw new Inconclusive(
      'only the beginning of the body is kept: the bodies of the run are too many and too long',
      'target',
    );
  }
  if (response.truncated) {
    const limit = bodyLimit(response.status) / 1024;
    throw new Nonconformity('a JSON document', `a body beyond the limit of what is read (${limit} KiB)`);
  }
  if (response.body.length === 0) throw new Nonconformity('a JSON document', `an empty body with ${response.status}`);
  const read = readings.of(response.body, () => readingOf(response.body));
  if ('json' in read) return read.json;
  throw new Nonconformity(read.expected, read.found, read.quoted);
}

/** What a body is, read as JSON; else what was expected and what came instead. */
type JsonReading =
  { readonly json: unknown } | { readonly expected: string; readonly found: string; readonly quoted?: string };

/** Many rules look into the same body. What is remembered of them, in bytes. */
const readings = new Memo<Uint8Array, JsonReading>(2 * 1024 * 1024, (body) => body.length);

function readingOf(body: Uint8Array): JsonReading {
  if (!isUtf8(body)) return { expected: 'a JSON document', found: 'bytes that are not UTF-8' };
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8');
  if (text.startsWith('\uFEFF'))
    return { expected: 'JSON without a byte order mark', found: 'a body that begins with one' };
  const excess = jsonExcess(text);
  if (excess !== undefined) return { expected: 'a JSON document', found: `one with ${excess}` };
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return { expected: 'a JSON document', found: 'a body that does not parse', quoted: text };
  }
}

/** The body as JSON, or undefined where it is none: for rules that only look into what is there. */
export function jsonIfAny(exchange: Answered): unknown {
  try {
    return jsonOf(exchange);
  } catch (error) {
    if (error instanceof Nonconformity || error instanceof Inconclusive) return undefined;
    throw error;
  }
}
