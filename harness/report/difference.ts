import type { Exchange } from '../model/exchange.ts';
import type { SecretRegistry } from '../secrets/registry.ts';
import { fieldValue } from '../model/message.ts';
import { traceparent } from '../model/trace-context.ts';
import { printable, printableBytes } from '../text/printable.ts';
import { redactBytes } from '../secrets/redact-bytes.ts';

/** Fields that differ without meaning anything. */
const incidental = new Set(['user-agent', 'host', 'content-length', 'connection', traceparent]);

/**
 * How a request differs from a good one: a line for each part.
 *
 * @param good An exchange whose request is the plain good one.
 */
export function differences(seen: Exchange, good: Exchange, registry: SecretRegistry): string[] {
  const from = good.request;
  const to = seen.request;
  const lines: string[] = [];
  const say = (part: string, is: string, instead: string): void => {
    if (is !== instead) lines.push(`${part}: ${is} instead of ${instead}`);
  };
  say('method', to.method, from.method);
  say('path', printable(registry.redact(to.path), 200), printable(registry.redact(from.path), 200));
  const names = [...new Set([...from.headers, ...to.headers].map(([name]) => name.toLowerCase()))];
  for (const name of names.filter((each) => !incidental.has(each))) {
    const show = (value: string | undefined): string => {
      if (value === undefined) return 'absent';
      return value === '' ? 'empty' : printable(registry.redact(value), 120);
    };
    say(name, show(fieldValue(to.headers, name)), show(fieldValue(from.headers, name)));
  }
  const body = (bytes: Uint8Array | undefined): string => {
    if (bytes === undefined) return 'absent';
    return bytes.length === 0 ? 'empty' : printableBytes(redactBytes(bytes, registry), 400);
  };
  say('body', body(to.body), body(from.body));
  say('framing', to.framing ?? 'length', from.framing ?? 'length');
  for (const line of to.rawLines ?? []) lines.push(`one more header line: ${printable(registry.redact(line))}`);
  return lines;
}
