import type { Behaviour, Wire } from '../../sandbox/behaviour.ts';
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts';

/** Which requests a fault concerns. */
export type When = (request: SandboxRequest) => boolean;

const json = { 'Content-Type': 'application/json' };
const crash: SandboxAnswer = { status: 500, headers: json, body: '{"detail":"oops"}' };
const reset: SandboxAnswer = { status: 200, headers: json, body: '{"reset_token":"0123456789abcdefghij"}' };

/** The body as text. */
export const textOf = ({ body }: SandboxRequest): string => body.toString('utf8');

/** The body's member `email`, or undefined where there is none. */
export function emailOf(request: SandboxRequest): unknown {
  try {
    return (JSON.parse(textOf(request)) as { email?: unknown } | null)?.email;
  } catch {
    return undefined;
  }
}

/** True for an address that holds a text. */
export const emailHas =
  (text: string): When =>
  (request) => {
    const email = emailOf(request);
    return typeof email === 'string' && email.includes(text);
  };

function answering(instead: SandboxAnswer, when: When): Behaviour {
  return { answer: (answer, request) => (when(request) ? instead : answer) };
}

/** Answers 500. */
export const crashing = (when: When): Behaviour => answering(crash, when);

/** Grants a reset. */
export const granting = (when: When): Behaviour => answering(reset, when);

/** Answers in HTML. */
export const inHtml = (when: When): Behaviour =>
  answering({ status: 200, headers: { 'Content-Type': 'text/html' }, body: '<p>Done</p>' }, when);

function onTheWire(when: When, play: (wire: Wire) => void): Behaviour {
  return {
    write: (_answer, request, wire) => {
      if (!when(request)) return false;
      play(wire);
      return true;
    },
  };
}

const head = (length: number): string => `HTTP/1.1 400 Bad Request\r\nContent-Length: ${length}\r\n\r\n`;

/** Never answers. */
export const hanging = (when: When): Behaviour => onTheWire(when, () => undefined);

/** Closes the connection without an answer. */
export const dropping = (when: When): Behaviour => onTheWire(when, ({ socket }) => socket.end());

/** Closes the connection within the header section. */
export const breakingOff = (when: When): Behaviour => onTheWire(when, ({ socket }) => socket.end('HTTP/1.1 400 Ba'));

/** Declares more content than it sends. */
export const declaringTooMuch = (when: When): Behaviour =>
  onTheWire(when, ({ socket }) => socket.end(`${head(50)}{"detail":"no"}`));

/** Sends more than it declares. */
export const declaringTooLittle = (when: When): Behaviour =>
  onTheWire(when, ({ socket }) => socket.end(`${head(2)}{}trailing`));
