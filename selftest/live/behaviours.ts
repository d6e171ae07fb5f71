import { gzipSync } from 'node:zlib';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts';
import type { Socket } from 'node:net';
import { endlessly } from './servers.ts';

/** Ways of a target that is the API and misbehaves. */

const isReset = ({ method, path, body }: SandboxRequest): boolean =>
  method === 'POST' && path.includes('/reset-password') && body.includes('kiosk');

/** Plays a script instead of the answer to each reset of the account. */
export function onResets(play: (socket: Socket) => void): Behaviour {
  return {
    write: (_answer, request, { socket }) => {
      if (!isReset(request)) return false;
      play(socket);
      return true;
    },
  };
}

/** Answers each reset of the account otherwise. */
export function resetsAnswer(change: (answer: SandboxAnswer) => SandboxAnswer): Behaviour {
  return { answer: (answer, request) => (isReset(request) ? change(answer) : answer) };
}

/** Drops the connections of the requests whose number fits. */
export function drops(fits: (number: number) => boolean): Behaviour {
  return {
    write: (_answer, { number }, { socket }) => {
      if (!fits(number)) return false;
      socket.resetAndDestroy();
      return true;
    },
  };
}

/** Answers the requests whose number fits as a gateway would. */
export function gatewayAnswers(
  status: number,
  fits: (number: number, request: SandboxRequest) => boolean,
  headers: Readonly<Record<string, string>> = {},
): Behaviour {
  return {
    answer: (answer, request) =>
      fits(request.number, request)
        ? { status, headers: { 'Content-Type': 'text/html', ...headers }, body: `<html><h1>${status}</h1></html>` }
        : answer,
  };
}

/**
 * Answers as a gateway whose service is away, from a request on and for some requests.
 *
 * @param begins Tells the request that is the first one.
 */
export function outage(begins: (request: SandboxRequest) => boolean, requests: number): Behaviour {
  let first: number | undefined;
  return gatewayAnswers(502, (number, request) => {
    if (first === undefined && begins(request)) first = number;
    return first !== undefined && number < first + requests;
  });
}

/** The token that scripts grant. */
export const tokenOfScripts = 'abcdefghij0123456789';

const grant = `{"reset_token":"${tokenOfScripts}"}`;
const head =
  'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n';
const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));

export const scripts = {
  hang: () => undefined,
  drop: (socket: Socket) => socket.resetAndDestroy(),
  close: (socket: Socket) => socket.end(),
  halfResponse: (socket: Socket) => socket.end(`${head}Content-Length: 100\r\n\r\n{"reset_`),
  tooShortLength: (socket: Socket) => socket.end(`${head}Content-Length: 2\r\n\r\n${grant}`),
  surplus: (socket: Socket) => socket.end(`${head}Content-Length: ${grant.length}\r\n\r\n${grant}MORE`),
  drip: (socket: Socket) => {
    socket.write(`${head}Content-Length: 1000\r\n\r\n`);
    endlessly(socket, 'x', 100);
  },
  endlessBody: (socket: Socket) => {
    socket.write(`${head}Content-Length: 10737418240\r\n\r\n`);
    endlessly(socket, Buffer.alloc(65536, ' '));
  },
  gzipBomb: (socket: Socket) => {
    socket.write(`${head}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
    socket.end(bomb);
  },
  endlessHeaders: (socket: Socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    endlessly(socket, `X-More: ${'y'.repeat(1000)}\r\n`);
  },
  endlessInterim: (socket: Socket) => endlessly(socket, 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'),
  noHttp: (socket: Socket) => socket.end('+OK POP3 ready\r\n'),
} satisfies Record<string, (socket: Socket) => unknown>;
