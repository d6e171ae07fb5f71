import type { Socket } from 'node:net';
import type { Behaviour, Wire } from '../behaviour.ts';
import { remember } from '../memory.ts';
import type { SandboxAnswer } from '../message.ts';
import type { Where } from '../when.ts';

/** Writes something else than the answer, or nothing. */
export type Play = (wire: Wire, answer: SandboxAnswer) => void;

/** Plays this in place of the answers to the requests that meet a condition. */
export function onTheWire(where: Where, play: Play): Behaviour {
  return {
    write: (answer, request, wire, context) => {
      if (!where(request, answer, context)) return false;
      play(wire, answer);
      return true;
    },
  };
}

/** Sends nothing and keeps the connection open. */
export const hang: Play = () => undefined;

/** Ends the connection without an answer. */
export const drop: Play = ({ socket }) => void socket.destroy();

/** Sends less content than it announces. */
export const half: Play = ({ socket }, answer) => void socket.end(`${head(answer, 999)}{"det`);

/** Sends more content than it announces. */
export const surplus: Play = ({ socket }, answer) => void socket.end(`${head(answer, 2)}{}{"detail":"more"}`);

function head({ status, headers }: SandboxAnswer, length: number): string {
  const fields = Object.entries({ ...headers, Connection: 'close', 'Content-Length': String(length) });
  return `HTTP/1.1 ${status} Answer\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

/**
 * Leaves the body of a refused request unread on its connection. The server then takes the unread bytes for the next
 * request and answers that with 400.
 */
export function leavesBodyUnread(refused: Where): Behaviour {
  const unreadOn = remember(() => new WeakSet<Socket>());
  return {
    write: (answer, request, { socket, response }, context) => {
      const outOfStep = unreadOn(context.state);
      if (outOfStep.has(socket)) {
        response.writeHead(400, { ...answer.headers, 'Content-Length': '0', Connection: 'close' }).end();
        return true;
      }
      if (refused(request, answer, context)) outOfStep.add(socket);
      return false;
    },
  };
}
