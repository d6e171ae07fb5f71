import { type Stimulus, stimulus } from '../../harness/model/exchange.ts';
import type { Header } from '../../harness/model/message.ts';
import { bodyFor, good, path, post } from '../calls/reset-password.ts';
import type { Area } from '../../harness/judge/clause-test.ts';
import { answers } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { burst, servesBurst } from './burst.ts';
import { node } from './clients.ts';
import { hostile } from './hostile.ts';
import { isRefusedOrClosed } from './hostile-rules.ts';
import { servesAfterRefusal } from './kept-connection.ts';

const hasEffect = true;

const expectContinue = stimulus('Expect: 100-continue', (to) => good(to, { expectContinueMs: 1000 }), {
  hasEffect,
  protocolLevel: true,
});

const headersOfNoMeaning = Object.fromEntries(
  Array.from({ length: 200 }, (_, index): Header => [`X-Q7vx2m-${index + 1}`, '1']),
);

/** Good requests of a size that a web server may refuse before the application sees them. */
const oversized = [
  stimulus('a request target of 16 KiB', (to) => good(to, { path: `${path}?q7vx2m=`.padEnd(16 * 1024, 'a') }), {
    hasEffect,
    protocolLevel: true,
  }),
  stimulus('200 request headers', (to) => good(to, { headers: headersOfNoMeaning }), {
    hasEffect,
    protocolLevel: true,
  }),
];

const atProtocolLevel = { onTrouble: 'judge', protocolLevel: true } as const;

/** Two lengths: what stands after the shorter one is a request, so that a server which goes on reading answers it. */
function twoLengths(name: string, lengths: (shorter: number, whole: number) => readonly number[]): Stimulus {
  return stimulus(
    name,
    (to) => {
      const body = bodyFor(to.unknownEmail);
      const smuggled = `GET ${path} HTTP/1.1\r\nHost: ${new URL(to.baseUrl).host}\r\n\r\n`;
      const whole = `${body}${smuggled}`;
      const rawLines = lengths(body.length, whole.length).map((length) => `Content-Length: ${length}`);
      return post(whole, { framing: 'none', rawLines });
    },
    atProtocolLevel,
  );
}

const brokenFraming = [
  twoLengths('a second, shorter Content-Length', (shorter, whole) => [whole, shorter]),
  twoLengths('a second, longer Content-Length', (shorter, whole) => [shorter, whole]),
  twoLengths('a second Content-Length of more than is sent', (_shorter, whole) => [whole, whole + 4096]),
  stimulus(
    "white space before a header's colon",
    (to) => post(bodyFor(to.unknownEmail), { rawLines: ['X-Q7vx2m : 1'] }),
    atProtocolLevel,
  ),
];

// RP-ROB-12 and RP-ROB-13 stand where they do because their good requests show, for RP-ROB-11, that the service still
// serves after the hostile clause before them: that spares the account two resets.
export const hostileTransport: Area = {
  title: 'Hostile messages and load',
  tests: [
    hostile(
      clause(
        'RP-ROB-16',
        'A chunked body, and one announced by Expect: 100-continue, are taken',
        [node, expectContinue],
        answers(200).except(expectContinue, 200, 417),
      ),
    ),
    clause(
      'RP-ROB-17',
      'A request target of 16 KiB and a request of 200 headers are taken or refused in an orderly way',
      oversized,
      answers(200, 400, 404, 413, 414, 431),
    ),
    clause(
      'RP-ROB-12',
      'A connection serves a good request after a refused one',
      { requests: 2, effects: 1 },
      (context) => context.input('a refused request and a good one', () => servesAfterRefusal(context)),
    ),
    clause(
      'RP-ROB-18',
      'Two lengths that differ, and white space before a colon in the header, are refused',
      brokenFraming,
      isRefusedOrClosed,
    ),
    clause(
      'RP-ROB-13',
      'Twenty requests at once are each served, or limited',
      { requests: burst.length, effects: burst.length },
      servesBurst,
    ),
  ],
};
