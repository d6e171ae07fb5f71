import type { Socket } from 'node:net';
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

/** Writes pieces one by one, each in a turn of its own. */
function drip(socket: Socket, pieces: Iterable<string | Buffer>): void {
  const iterator = pieces[Symbol.iterator]();
  const next = (): void => {
    const { value, done } = iterator.next();
    if (done === true || socket.destroyed) {
      socket.end();
      return;
    }
    socket.write(value);
    setImmediate(next);
  };
  next();
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

/** Each makes one behaviour for one sandbox. */
export const hostile: Readonly<Record<string, () => Behaviour>> = {
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
    writes(isError, (socket, answer) =>
      drip(socket, [
        ...headOf(answer, `X-Long: ${'y'.repeat(2_000)}\r\nContent-Length: ${answer.body.length}`),
        answer.body,
      ]),
    ),
  'tiny-chunks': () =>
    writes(isSuccess, (socket, answer) => {
      const body = Buffer.from(answer.body).toString('latin1').padEnd(1_000_000, ' ');
      const chunks = Array.from(body, (character) => `1\r\n${character}\r\n`).join('');
      socket.end(`${headOf(answer, 'Transfer-Encoding: chunked')}${chunks}0\r\n\r\n`);
    }),
  'many-headers': () => {
    let count = 0;
    return {
      answer: (answer) => {
        count += 1;
        const more = Array.from({ length: 900 }, (_, index): [string, string] => [
          `X-${index}`,
          `${count}${'z'.repeat(50)}`,
        ]);
        return { ...answer, headers: { ...answer.headers, ...Object.fromEntries(more) } };
      },
    };
  },
};
