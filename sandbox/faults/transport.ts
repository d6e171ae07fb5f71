import { type Behaviour, fault, type Fault } from '../behaviour.ts';
import { all, answers, asIf, crash, granted, header, page, status, toResetByPost, when } from '../when.ts';
import { drop, half, hang, leavesBodyUnread, onTheWire } from './wire.ts';

const later = all(toResetByPost, ({ numberOnConnection }) => numberOnConnection > 1);
const crowded = all(granted, ({ concurrent }) => concurrent > 8);

/** Delays resets of the account so that simultaneous ones overlap. */
const overlapping: Behaviour = {
  delayMs: ({ path, body: bytes }) => (path.endsWith('/reset-password/') && bytes.includes('kiosk') ? 120 : 0),
};
const expecting = all(granted, header('Expect', /100-continue/i));
const chunked = all(granted, header('Transfer-Encoding', 'chunked'));
const noBody = asIf(() => ({ body: Buffer.alloc(0) }));
const manyHeaders = all(granted, ({ headers }) => Object.keys(headers).length > 100);

/** Faults of message syntax, connections and load. */
export const transportFaults: readonly Fault[] = [
  fault(
    'refused-body-stays',
    'The body of a refused request stays on its connection',
    ['RP-ROB-12'],
    leavesBodyUnread(all(toResetByPost, status(400))),
    'on a reused connection',
  ),
  fault(
    'second-on-connection-hangs',
    'The second request of a connection is never answered',
    ['RP-ROB-12'],
    onTheWire(later, hang),
    'on a reused connection',
  ),
  fault(
    'second-on-connection-cut-short',
    'The second request of a connection gets half a response',
    ['RP-ROB-12'],
    onTheWire(later, half),
    'on a reused connection',
  ),
  fault(
    'burst-crash',
    'More than eight resets at once exhaust the connections to the database',
    ['RP-ROB-13', 'RP-ERR-07'],
    { ...when(crowded, crash), ...overlapping },
    'under concurrency',
  ),
  fault(
    'burst-busy',
    'More than eight resets at once are answered 409',
    ['RP-ROB-13'],
    { ...when(crowded, answers(409)), ...overlapping },
    'under concurrency',
  ),
  fault(
    'burst-page',
    'More than eight resets at once get the page of an overloaded web server',
    ['RP-ROB-13', 'RP-ERR-07'],
    { ...when(crowded, page(500, 'Internal Server Error')), ...overlapping },
    'under concurrency',
  ),
  fault(
    'burst-drops',
    'More than eight resets at once are dropped',
    ['RP-ROB-13'],
    { ...onTheWire(crowded, drop), ...overlapping },
    'under concurrency',
  ),
  fault(
    'burst-503',
    'More than eight resets at once are answered 503, and nobody says for how long',
    ['RP-ROB-13', 'RP-ERR-07'],
    { ...when(crowded, answers(503)), ...overlapping },
    'under concurrency',
  ),
  fault(
    'chunked-411',
    'A chunked body is answered 411',
    ['RP-OK-12', 'RP-ROB-16', 'RP-ERR-07'],
    when(all(toResetByPost, header('Transfer-Encoding', 'chunked')), answers(411)),
    'for one header',
  ),
  fault(
    'chunked-forgotten',
    'A chunked body is taken for none',
    ['RP-OK-12', 'RP-ROB-16'],
    when(chunked, noBody),
    'for one header',
  ),
  fault(
    'expect-crash',
    'Expect: 100-continue crashes the gateway',
    ['RP-ROB-16', 'RP-ERR-07'],
    when(expecting, crash),
    'for one header',
  ),
  fault(
    'expect-forgets-body',
    'After Expect: 100-continue the body is forgotten',
    ['RP-ROB-16'],
    when(expecting, noBody),
    'for one header',
  ),
  fault(
    'expect-hangs',
    'Expect: 100-continue is never answered',
    ['RP-ROB-16'],
    onTheWire(expecting, hang),
    'for one header',
  ),
  fault(
    'many-headers-crash',
    '200 headers crash the application',
    ['RP-ROB-17', 'RP-ERR-07'],
    when(manyHeaders, crash),
    'for one header',
  ),
  fault(
    'many-headers-hang',
    '200 headers are never answered',
    ['RP-ROB-17'],
    onTheWire(manyHeaders, hang),
    'for one header',
  ),
  fault(
    'long-target-crash',
    'A request target of 16 KiB is answered 502',
    ['RP-ROB-17', 'RP-ERR-07'],
    { onLargeHead: { status: 502, body: 'Bad Gateway' } },
    'for one URL',
  ),
  fault(
    'long-target-drops',
    'A request target of 16 KiB drops the connection',
    ['RP-ROB-17'],
    { onLargeHead: 'drop' },
    'for one URL',
  ),
  fault(
    'malformed-taken',
    'A malformed request is taken for a good one',
    ['RP-ROB-18'],
    { onMalformed: { status: 422 } },
    'for one header',
  ),
  fault(
    'malformed-request-500',
    'A malformed request is answered 500',
    ['RP-ROB-18', 'RP-ROB-21', 'RP-ERR-07'],
    { onMalformed: { status: 500 } },
    'for one header',
  ),
  fault(
    'smuggled-request-answered',
    'What stands behind a malformed request is answered as another one',
    ['RP-ROB-18', 'RP-ROB-21'],
    { onMalformed: [{ status: 400 }, { status: 405 }] },
    'for one header',
  ),
];
