import type { Socket } from 'node:net';
import type { Behaviour, Wire } from '../behaviour.ts';
import type { SandboxAnswer } from '../message.ts';
import type { Where } from '../when.ts';

/** What goes wrong below the application: instead of an answer, bytes or none. */
export type Play = (wire: Wire, answer: SandboxAnswer) => void;

/** Plays this instead of writing the answers to the requests that a condition fits. */
export function onTheWire(where: Where, play: Play): Pick<Behaviour, 'write'> {
  return {
    write: (answer, request, wire, context) => {
      if (!where(request, answer, context)) return false;
      play(wire, answer);
      return true;
    },
  };
}

/** Says nothing, and keeps the connection. */
export const hang: Play = () => undefined;

/** Ends the connection without a word. */
export const drop: Play = ({ socket }) => void socket.destroy();

/** Announces more than it sends. */
export const half: Play = ({ socket }, answer) => void socket.end(`${head(answer, 999)}{"det`);

/** Sends more than it announces. */
export const surplus: Play = ({ socket }, answer) => void socket.end(`${head(answer, 2)}{}{"detail":"more"}`);

function head({ status, headers }: SandboxAnswer, length: number): string {
  const fields = Object.entries({ ...headers, Connection: 'close', 'Content-Length': String(length) });
  return `HTTP/1.1 ${status} Answer\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

/**
 * A connection on which the body of a refused request is left unread: what comes next on it is read from there on, and
 * so is no request.
 */
export function leavesBodyUnread(refused: Where): Pick<Behaviour, 'write'> {
  const outOfStep = new WeakSet<Socket>();
  return {
    write: (answer, request, { socket, response }, context) => {
      if (outOfStep.has(socket)) {
        response.writeHead(400, { ...answer.headers, 'Content-Length': '0', Connection: 'close' }).end();
        return true;
      }
      if (refused(request, answer, context)) outOfStep.add(socket);
      return false;
    },
  };
}
