import { type Stimulus, stimulus } from '../../harness/model/exchange.ts';
import type { Header } from '../../harness/model/message.ts';
import type { Target } from '../../harness/model/target.ts';
import { bodyFor, good, path, post, probe } from '../calls/reset-password.ts';
import type { Area } from '../../harness/judge/clause-test.ts';
import { answers, isAccepted } from '../../harness/judge/rules.ts';
import { clause } from '../clause.ts';
import { burstLoad, servesBurst } from './burst.ts';
import { node } from './clients.ts';
import { hostile } from './hostile.ts';
import { isReadOnce, isRefusedOrClosed } from './hostile-rules.ts';
import { keptConnectionLoad, servesAfterRefusals } from './kept-connection.ts';

const hasEffect = true;

const expectContinue = stimulus('Expect: 100-continue', (to) => good(to, { expectContinueMs: 1000 }), {
  hasEffect,
  protocolLevel: true,
});

/** Of the chunks that a body is cut into, in bytes. */
const chunkBytes = 7;

const manyChunks = stimulus(
  'a body of many chunks',
  (to) => {
    const parts = bodyFor(to.accountEmail).match(new RegExp(`.{1,${chunkBytes}}`, 'gs')) ?? [];
    const chunks = parts.map((part) => `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`);
    return post(`${chunks.join('')}0\r\n\r\n`, {
      framing: 'none',
      rawLines: ['Transfer-Encoding: chunked'],
    });
  },
  { hasEffect },
);

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

/**
 * A probe whose content is delimited by header lines of its own. The connection stays open, so that a server which sees a
 * further request in the content answers it.
 */
function framed(
  name: string,
  parts: (to: Target) => { readonly content: string; readonly rawLines: readonly string[] },
): Stimulus {
  return stimulus(
    name,
    (to) => {
      const { content, rawLines } = parts(to);
      return post(content, { framing: 'none', rawLines, headers: { Connection: 'keep-alive' } });
    },
    atProtocolLevel,
  );
}

function hostOf(to: Target): string {
  return new URL(to.baseUrl).host;
}

function pathAt(to: Target): string {
  return `${new URL(to.baseUrl).pathname.replace(/\/+$/, '')}${path}`;
}

/**
 * Two lengths: what stands between them is CR LF, which a server that goes by the shorter one skips before the next
 * request (RFC 9112 2.2), and which is white space to one that goes by the longer one.
 */
function twoLengths(name: string, lengths: (shorter: number, longer: number) => readonly number[]): Stimulus {
  return framed(name, (to) => {
    const body = bodyFor(to.unknownEmail);
    const rawLines = lengths(body.length, body.length + 2).map((length) => `Content-Length: ${length}`);
    return { content: `${body}\r\n`, rawLines };
  });
}

const brokenFraming = [
  twoLengths('a second, shorter Content-Length', (shorter, longer) => [longer, shorter]),
  twoLengths('a second, longer Content-Length', (shorter, longer) => [shorter, longer]),
  stimulus("white space before a header's colon", (to) => probe(to, { rawLines: ['X-Q7vx2m : 1'] }), atProtocolLevel),
];

const hosts = [
  stimulus('no Host', (to) => probe(to, { withoutHost: true }), atProtocolLevel),
  stimulus('Host twice', (to) => probe(to, { rawLines: [`Host: ${hostOf(to)}`] }), atProtocolLevel),
  stimulus('a second, foreign Host', (to) => probe(to, { rawLines: ['Host: foreign.example'] }), atProtocolLevel),
];

/** The body as one chunk, with the end of all chunks. */
function chunkOf(content: string): string {
  return `${content.length.toString(16)}\r\n${content}\r\n0\r\n\r\n`;
}

/** A whole request, whose body takes up so many of the bytes that follow it. */
function smuggled(to: Target, rest: number): string {
  return `POST ${pathAt(to)} HTTP/1.1\r\nHost: ${hostOf(to)}\r\nContent-Length: ${rest}\r\n\r\n`;
}

/** Requests whose end two servers in a row may see at different places. */
const ambiguous = [
  framed('a length that ends within a chunk, beside Transfer-Encoding', (to) => {
    const end = '\r\n0\r\n\r\n';
    const inner = smuggled(to, end.length);
    const content = chunkOf(inner);
    const before = content.length - inner.length - end.length;
    return { content, rawLines: [`Content-Length: ${before}`, 'Transfer-Encoding: chunked'] };
  }),
  framed('a length beyond the last chunk, beside Transfer-Encoding', (to) => {
    const content = chunkOf(bodyFor(to.unknownEmail)) + smuggled(to, 0);
    return { content, rawLines: [`Content-Length: ${content.length}`, 'Transfer-Encoding: chunked'] };
  }),
  framed('a misspelt transfer coding', (to) => ({
    content: chunkOf(bodyFor(to.unknownEmail)),
    rawLines: ['Transfer-Encoding: xchunked'],
  })),
  framed('a misspelt transfer coding before a whole request', (to) => ({
    content: smuggled(to, 0),
    rawLines: ['Transfer-Encoding: xchunked'],
  })),
  framed('a malformed chunk size', (to) => ({
    content: `0x${chunkOf(bodyFor(to.unknownEmail))}`,
    rawLines: ['Transfer-Encoding: chunked'],
  })),
  stimulus('a folded header line', (to) => probe(to, { rawLines: ['X-Q7vx2m: 1', ' 2'] }), atProtocolLevel),
];

// RP-ROB-12 and RP-ROB-13 stand where they do because their good requests show, for RP-ROB-11, that the service still
// serves after the hostile clauses before them: that spares the account four resets.
export const hostileTransport: Area = {
  title: 'Hostile messages and load',
  tests: [
    hostile(
      clause(
        'RP-ROB-16',
        'A chunked body, and one announced by Expect: 100-continue, are taken',
        [node, manyChunks, expectContinue],
        answers(200).except(expectContinue, 200, 417),
      ),
    ),
    clause(
      'RP-ROB-17',
      'A request target of 16 KiB and a request of 200 headers are taken or refused in an orderly way',
      oversized,
      isAccepted,
    ),
    clause(
      'RP-ROB-12',
      'A connection serves a good request after a refused one, whatever it was refused for',
      keptConnectionLoad,
      servesAfterRefusals,
    ),
    clause(
      'RP-ROB-18',
      'Two lengths that differ, and white space before a colon in the header, are refused',
      brokenFraming,
      isRefusedOrClosed,
    ),
    clause('RP-ROB-20', 'A request without Host, or with two of them, is refused', hosts, isRefusedOrClosed),
    clause(
      'RP-ROB-21',
      'Ambiguous framing smuggles nothing: a coding beside a length, bad codings and chunks, folded lines',
      ambiguous,
      isReadOnce,
    ),
    clause('RP-ROB-13', 'Twenty requests at once are each served, or limited', burstLoad, servesBurst),
  ],
};
