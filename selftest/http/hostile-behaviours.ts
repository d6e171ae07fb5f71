import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import type { SandboxAnswer } from '../../sandbox/message.ts';

/** Ways of the API that are made to use up the memory or the time of whoever judges it. */

/** Writes a piece again and again until the other side has had enough. */
function endlessly(socket: Socket, piece: Buffer): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', more);
  more();
}

/** Writes bytes one by one, each in a turn of its own. */
function drip(socket: Socket, bytes: Buffer, at = 0): void {
  if (socket.destroyed) return;
  if (at === bytes.length) {
    socket.end();
    return;
  }
  socket.write(bytes.subarray(at, at + 1));
  setImmediate(drip, socket, bytes, at + 1);
}

const isError = ({ status }: SandboxAnswer): boolean => status >= 400;
const isSuccess = ({ status }: SandboxAnswer): boolean => status === 200;

/** The head of an answer with other framing. */
function headOf({ status, headers }: SandboxAnswer, framing: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} Hostile`, ...lines, framing, 'Connection: close'].join('\r\n') + '\r\n\r\n';
}

/** Writes some answers otherwise. */
function writes(
  which: (answer: SandboxAnswer) => boolean,
  write: (socket: Socket, answer: SandboxAnswer) => void,
): Behaviour {
  return {
    write: (answer, _request, { socket }) => {
      if (!which(answer)) return false;
      write(socket, answer);
      return true;
    },
  };
}

/** Adds members to the JSON of some answers, different ones each time. */
function adds(which: (answer: SandboxAnswer) => boolean, members: (count: number) => string): Behaviour {
  let count = 0;
  return {
    answer: (answer) => {
      const text = answer.body.toString();
      if (!which(answer) || !text.startsWith('{')) return answer;
      count += 1;
      const rest = text.slice(1);
      return { ...answer, body: `{${members(count)}${rest.startsWith('}') ? '' : ','}${rest}` };
    },
  };
}

const levels = 200_000;
const deep = '['.repeat(levels) + ']'.repeat(levels);
const million = Array.from({ length: 1_000_000 }, (_, index) => `"m${index}":1`).join(',');
const manyMembers = Array.from({ length: 90_000 }, (_, index) => `"m${index}":1`).join(',');
/** Long, and nothing that anybody takes for a secret. */
const filler = ' all is well'.repeat(75_000);
/** Much of what patterns with nested or open repetitions begin to match. */
const slow = [
  'a'.repeat(100_000),
  ' at '.repeat(25_000),
  ' at a.'.repeat(16_000),
  '/usr/'.repeat(20_000),
  '\\"token'.repeat(12_000),
  'SELECT '.repeat(14_000),
  'File \\"'.repeat(12_000),
  '0'.repeat(100_000),
].join(' ');

/** 30 MB of text in 40 KB, as a member may hold it. */
const bomb = gzipSync(Buffer.alloc(30_000_000, 'all is well ')).toString('base64');
/** A million chunks of one byte, and the last one. */
const blankChunks = Buffer.from(`${'1\r\n \r\n'.repeat(1_000_000)}0\r\n\r\n`);

/** Each makes one behaviour for one sandbox. */
export const hostile = {
  'endless-errors': () =>
    writes(isError, (socket, answer) => {
      socket.write(headOf(answer, 'Content-Length: 10737418240'));
      endlessly(socket, Buffer.alloc(65_536, ' '));
    }),
  'different-errors': () => {
    let count = 0;
    return writes(isError, (socket, answer) => {
      count += 1;
      socket.end(headOf(answer, 'X-Y: z') + `"${count}${filler}"`);
    });
  },
  'different-successes': () => adds(isSuccess, (count) => `"more":"${count}${filler}"`),
  'deep-successes': () => adds(isSuccess, (count) => `"deep${count}":${deep}`),
  'deep-errors': () => adds(isError, (count) => `"deep${count}":${'['.repeat(30_000)}${']'.repeat(30_000)}`),
  'a-million-members': () => adds(isSuccess, (count) => `"n":${count},${million}`),
  'many-members': () => adds(isSuccess, (count) => `"n":${count},${manyMembers}`),
  'slow-for-patterns': () =>
    adds(
      () => true,
      (count) => `"error":"${count} ${slow}"`,
    ),
  'large-successes': () =>
    writes(isSuccess, (socket, answer) => {
      socket.write(headOf(answer, `Content-Length: ${200 * 1024 * 1024}`));
      endlessly(socket, Buffer.alloc(65_536, ' '));
    }),
  'dripped-heads': () =>
    writes(isError, (socket, answer) => {
      const body = Buffer.from(answer.body);
      const head = headOf(answer, `X-Long: ${'y'.repeat(2_000)}\r\nContent-Length: ${body.length}`);
      drip(socket, Buffer.concat([Buffer.from(head), body]));
    }),
  'tiny-chunks': () =>
    writes(isSuccess, (socket, answer) => {
      const chunks = Array.from(answer.body.toString(), (character) => `1\r\n${character}\r\n`).join('');
      socket.write(headOf(answer, 'Transfer-Encoding: chunked') + chunks);
      socket.end(blankChunks);
    }),
  'packed-bombs': () =>
    adds(
      () => true,
      (count) => `"n":${count},"data":"${bomb}"`,
    ),
  'many-headers': () => {
    let count = 0;
    return {
      answer: (answer) => {
        count += 1;
        const more = Array.from({ length: 480 }, (_, index): [string, string] => [
          `X-${index}`,
          `${count}${'z'.repeat(100)}`,
        ]);
        return { ...answer, headers: { ...answer.headers, ...Object.fromEntries(more) } };
      },
    };
  },
} satisfies Readonly<Record<string, () => Behaviour>>;
