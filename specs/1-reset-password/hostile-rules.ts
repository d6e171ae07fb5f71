import { resetSchema } from '../../contract/answers.ts';
import { type Exchange, stimulus } from '../../harness/model/exchange.ts';
import { isTroubled } from '../../harness/client/client.ts';
import { isLimited } from '../../harness/http/not-now.ts';
import type { ClauseContext } from '../../harness/judge/clause-context.ts';
import { fieldValue, mediaType } from '../../harness/model/message.ts';
import { Nonconformity } from '../../harness/model/outcome.ts';
import { assertCode, conformsTo, declaresJson, isAccepted } from '../../harness/judge/rules.ts';
import type { TroubleKind } from '../../harness/model/trouble.ts';
import { unknownAddress } from '../calls/reset-password.ts';

/** Asserts that an input which names no account is dealt with: a 200 only where the unknown address gets one too. */
export async function isHandled(exchange: Exchange, context: ClauseContext): Promise<void> {
  isAccepted(exchange, context);
  if (exchange.response.status !== 200) return;
  const { response } = await context.exchange(unknownAddress);
  // The input at hand is the evidence, not what it was compared with.
  context.look(exchange);
  if (response?.status === 200) return;
  throw new Nonconformity(
    context.clause.accept.words,
    `200 with a reset, where the unknown address gets ${response?.status ?? 'no answer'}`,
  );
}
isHandled.uses = [unknownAddress];

/** The same, and nothing but a string as `email` asks for a reset. */
export async function isHandledAsText(exchange: Exchange, context: ClauseContext): Promise<void> {
  await isHandled(exchange, context);
  if (exchange.response?.status !== 200 || asksForReset(exchange)) return;
  throw new Nonconformity(context.clause.accept.words, '200 with a reset, where email is no string');
}
isHandledAsText.uses = isHandled.uses;

/** True where the body is an object whose own member `email` is a string. */
function asksForReset({ request }: Exchange): boolean {
  const body = JSON.parse(Buffer.from(request.body ?? []).toString('utf8')) as unknown;
  return typeof body === 'object' && body !== null && Object.hasOwn(body, 'email') && 'email' in body
    ? typeof body.email === 'string'
    : false;
}

/** Asserts a reset: 200, the body by its schema, declared as JSON. */
export function isReset(exchange: Exchange, { run }: ClauseContext): void {
  assertCode(exchange, 200, '200 with a reset');
  conformsTo(exchange, resetSchema, run.schemas);
  declaresJson(exchange);
}

/** True where {@link isReset} holds. */
export function isGood(exchange: Exchange, context: ClauseContext): boolean {
  try {
    isReset(exchange, context);
    return true;
  } catch (error) {
    if (error instanceof Nonconformity) return false;
    throw error;
  }
}

/** Asserts that a long body is refused, or that the connection is closed before all of it is taken. */
export async function isRefusedOrCutOff(exchange: Exchange, context: ClauseContext): Promise<void> {
  const settled = await sentAgainAfterTrouble(exchange, ['closed', 'reset', 'incomplete'], context);
  if (settled !== undefined) isAccepted(settled, context);
}

/** Asserts that a request with broken framing is refused or its connection closed, and that nothing follows. */
export async function isRefusedOrClosed(exchange: Exchange, context: ClauseContext): Promise<void> {
  const settled = await isAloneOrClosed(exchange, context);
  if (settled !== undefined) isAccepted(settled, context);
}

/** Asserts that one answer came at most. @returns that answer, or undefined where the connection was closed. */
async function isAloneOrClosed(exchange: Exchange, context: ClauseContext): Promise<Exchange | undefined> {
  const settled = await sentAgainAfterTrouble(exchange, ['closed', 'reset'], context);
  if (settled?.trouble?.kind !== 'surplus') return settled;
  throw new Nonconformity('one answer at most, and nothing smuggled', settled.trouble.message);
}

/**
 * The exchange that decides where closing the connection is an answer, too: an input is sent once for that, and again
 * where any other trouble may be of the way.
 *
 * @param closing The troubles that are an answer.
 * @returns undefined where the connection was closed.
 */
async function sentAgainAfterTrouble(
  exchange: Exchange,
  closing: readonly TroubleKind[],
  context: ClauseContext,
): Promise<Exchange | undefined> {
  const isClosed = ({ trouble }: Exchange): boolean => trouble !== undefined && closing.includes(trouble.kind);
  if (isClosed(exchange)) return undefined;
  // Bytes that follow an answer are the target's own.
  if (!isTroubled(exchange) || exchange.trouble?.kind === 'surplus') return exchange;
  const { protocolLevel, hasEffect, request } = exchange;
  const again = await context.send(
    stimulus(`${exchange.name}, again`, () => request, { hasEffect, protocolLevel, onTrouble: 'judge' }),
  );
  return isClosed(again) ? undefined : again;
}

/** Asserts one answer of a burst: served, or told to come later. */
export function isServedOrLimited(exchange: Exchange, context: ClauseContext): void {
  if (exchange.response !== undefined && isLimited(exchange.response)) return;
  isAccepted(exchange, context);
}

/**
 * Asserts that a client which accepts another type than JSON gets its reset, or what it asks for: that need not be a
 * reset in JSON (RFC 9110 12.5.1).
 */
export function isNegotiated(exchange: Exchange, context: ClauseContext): void {
  if (!isInTypeAskedFor(exchange)) isAccepted(exchange, context);
}

/** True for a 200 whose media type is the only one that the request accepts, and is not JSON. */
export function isInTypeAskedFor({ request, response }: Exchange): boolean {
  const asked = fieldValue(request.headers, 'Accept');
  return response?.status === 200 && asked !== 'application/json' && mediaType(response.headers) === asked;
}

/**
 * Asserts of a request whose framing can be read in two ways that it is refused, its connection closed, or that it gets
 * what the unknown address in it gets; and that nothing follows.
 */
export async function isReadOnce(exchange: Exchange, context: ClauseContext): Promise<void> {
  const settled = await isAloneOrClosed(exchange, context);
  if (settled !== undefined) await isHandled(settled, context);
}
isReadOnce.uses = [unknownAddress];
