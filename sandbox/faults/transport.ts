import type { Fault } from '../behaviour.ts';
import { all, answers, asIf, crash, granted, header, page, status, toResetByPost, when } from '../when.ts';
import { half, hang, leavesBodyUnread, onTheWire } from './wire.ts';

const later = all(toResetByPost, ({ numberOnConnection }) => numberOnConnection > 1);
const crowded = all(granted, ({ concurrent }) => concurrent > 8);
/** Holds resets of the account back for a while, so that those at once overlap. */
const overlapping: Pick<Fault, 'delayMs'> = {
  delayMs: ({ path, body: bytes }) => (path.endsWith('/reset-password/') && bytes.includes('kiosk') ? 120 : 0),
};
const expecting = all(granted, header('Expect', /100-continue/i));
const chunked = all(granted, header('Transfer-Encoding', 'chunked'));
const noBody = asIf(() => ({ body: Buffer.alloc(0) }));
const manyHeaders = all(granted, ({ headers }) => Object.keys(headers).length > 100);

/** What breaks about the message syntax, the connection and the load. */
export const transportFaults: readonly Fault[] = [
  {
    id: 'refused-body-stays',
    title: 'The body of a refused request stays on its connection',
    breaks: ['RP-ROB-12'],
    shows: 'only on one connection',
    origin: 'framework',
    ...leavesBodyUnread(all(toResetByPost, status(400))),
  },
  {
    id: 'second-on-connection-hangs',
    title: 'The second request of a connection is never answered',
    breaks: ['RP-ROB-12'],
    shows: 'only on one connection',
    origin: 'gateway',
    ...onTheWire(later, hang),
  },
  {
    id: 'second-on-connection-cut-short',
    title: 'The second request of a connection gets half a response',
    breaks: ['RP-ROB-12'],
    shows: 'only on one connection',
    origin: 'gateway',
    ...onTheWire(later, half),
  },
  {
    id: 'burst-crash',
    title: 'More than eight resets at once exhaust the connections to the database',
    breaks: ['RP-ROB-13', 'RP-ERR-07'],
    shows: 'only under concurrency',
    origin: 'framework',
    ...when(crowded, crash),
    ...overlapping,
  },
  {
    id: 'burst-busy',
    title: 'More than eight resets at once are answered 409',
    breaks: ['RP-ROB-13'],
    shows: 'only under concurrency',
    origin: 'refactoring',
    ...when(crowded, answers(409)),
    ...overlapping,
  },
  {
    id: 'burst-page',
    title: 'More than eight resets at once get the page of an overloaded web server',
    breaks: ['RP-ROB-13', 'RP-ERR-07'],
    shows: 'only under concurrency',
    origin: 'gateway',
    ...when(crowded, page(500, 'Internal Server Error')),
    ...overlapping,
  },
  {
    id: 'chunked-411',
    title: 'A chunked body is answered 411',
    breaks: ['RP-OK-12', 'RP-ROB-16', 'RP-ERR-07'],
    shows: 'for one client',
    origin: 'gateway',
    ...when(all(toResetByPost, header('Transfer-Encoding', 'chunked')), answers(411)),
  },
  {
    id: 'chunked-forgotten',
    title: 'A chunked body is taken for none',
    breaks: ['RP-OK-12', 'RP-ROB-16'],
    shows: 'for one client',
    origin: 'gateway',
    ...when(chunked, noBody),
  },
  {
    id: 'expect-crash',
    title: 'Expect: 100-continue crashes the gateway',
    breaks: ['RP-ROB-16', 'RP-ERR-07'],
    shows: 'with a header',
    origin: 'gateway',
    ...when(expecting, crash),
  },
  {
    id: 'expect-forgets-body',
    title: 'After Expect: 100-continue the body is forgotten',
    breaks: ['RP-ROB-16'],
    shows: 'with a header',
    origin: 'framework',
    ...when(expecting, noBody),
  },
  {
    id: 'expect-hangs',
    title: 'Expect: 100-continue is never answered',
    breaks: ['RP-ROB-16'],
    shows: 'with a header',
    origin: 'gateway',
    ...onTheWire(expecting, hang),
  },
  {
    id: 'many-headers-crash',
    title: '200 headers crash the application',
    breaks: ['RP-ROB-17', 'RP-ERR-07'],
    shows: 'with a header',
    origin: 'framework',
    ...when(manyHeaders, crash),
  },
  {
    id: 'many-headers-hang',
    title: '200 headers are never answered',
    breaks: ['RP-ROB-17'],
    shows: 'with a header',
    origin: 'gateway',
    ...onTheWire(manyHeaders, hang),
  },
  {
    id: 'long-target-crash',
    title: 'A request target of 16 KiB is answered 502',
    breaks: ['RP-ROB-17', 'RP-ERR-07'],
    shows: 'for one URL',
    origin: 'gateway',
    onLargeHead: { status: 502, body: 'Bad Gateway' },
  },
  {
    id: 'long-target-drops',
    title: 'A request target of 16 KiB drops the connection',
    breaks: ['RP-ROB-17'],
    shows: 'for one URL',
    origin: 'gateway',
    onLargeHead: 'drop',
  },
  {
    id: 'malformed-taken',
    title: 'A malformed request is taken for a good one',
    breaks: ['RP-ROB-18'],
    shows: 'with a header',
    origin: 'gateway',
    onMalformed: { status: 422 },
  },
  {
    id: 'malformed-request-500',
    title: 'A malformed request is answered 500',
    breaks: ['RP-ROB-18', 'RP-ERR-07'],
    shows: 'with a header',
    origin: 'gateway',
    onMalformed: { status: 500 },
  },
  {
    id: 'smuggled-request-answered',
    title: 'What stands behind a malformed request is answered as another one',
    breaks: ['RP-ROB-18'],
    shows: 'with a header',
    origin: 'gateway',
    onMalformed: [{ status: 400 }, { status: 405 }],
  },
];
