import { randomUUID } from 'node:crypto';
import type { Exchange, Stimulus } from './exchange.ts';
import { fieldValue, type Header, type Request } from './message.ts';

/** The field by which a request names the trace that it belongs to (W3C Trace Context 3.2). */
export const traceparent = 'traceparent';

/**
 * A request with a `traceparent` of its own, by which the owner of a target finds it in logs and traces. Its ids are
 * random (W3C Trace Context 3.2.2.3) and owe nothing to the run's seed: a run that is repeated is told from the first.
 *
 * Without one go what sets the field itself, what has the form of a published sample, and what puts the message itself
 * to the test: its lines, its framing or its size.
 */
export function traced(stimulus: Stimulus, request: Request): Request {
  const isWhole = stimulus.asPublished === true || stimulus.protocolLevel === true || request.rawLines !== undefined;
  if (isWhole || fieldValue(request.headers, traceparent) !== undefined) return request;
  // Node draws these ahead, many at a time.
  const [trace = '', span = ''] = [randomUUID(), randomUUID()].map((uuid) => uuid.replaceAll('-', ''));
  // Version 00; the flag 01 asks for the trace to be kept.
  const field: Header = [traceparent, `00-${trace}-${span.slice(-16)}-01`];
  return { ...request, headers: [...request.headers, field] };
}

/** Id of the trace that an exchange went out with, 32 hexadecimal digits; undefined where it named none, or never left. */
export function traceIdOf({ sentHead }: Pick<Exchange, 'sentHead'>): string | undefined {
  return /^traceparent: 00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/m.exec(sentHead)?.[1];
}

/** The head of a request as it would stand without its trace, so that a repeated one is not taken for the first. */
export function withoutTrace(sentHead: string): string {
  return sentHead.replace(/^traceparent: .*\r\n/m, '');
}
