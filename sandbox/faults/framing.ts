import { fault, type Fault, type WireAnswer } from '../behaviour.ts';
import { all, answers, asIf, crash, header, status, toResetByPost, when, granted } from '../when.ts';
import { leavesBodyUnread } from './wire.ts';

const hosts = (count: number) => all(toResetByPost, (request) => request.hosts.length === count);
const sameHosts = all(hosts(2), ({ hosts: [first, second] }) => first === second);
const foreignHost = all(hosts(2), ({ hosts: [first, second] }) => first !== second);
const taken = asIf(({ hosts: [first = ''] }) => ({ hosts: [first] }));

/** Another answer where the parser breaks off with a certain code. */
const on = (code: RegExp, answer: WireAnswer) => ({
  onMalformed: (seen: string) => (code.test(seen) ? answer : undefined),
});

/** Faults of the framing of messages, of `Host`, and of connections after a refusal. */
export const framingFaults: readonly Fault[] = [
  fault('no-host-served', 'A request without Host is served', ['RP-ROB-20'], when(hosts(0), taken), 'for one header'),
  fault('two-hosts-served', 'Of two Host the first counts', ['RP-ROB-20'], when(hosts(2), taken), 'for one header'),
  fault(
    'same-host-twice-served',
    'The same Host may stand twice',
    ['RP-ROB-20'],
    when(sameHosts, taken),
    'for one header',
  ),
  fault(
    'foreign-host-ignored',
    'A second, foreign Host is ignored',
    ['RP-ROB-20'],
    when(foreignHost, taken),
    'for one header',
  ),
  fault(
    'no-host-thanked-for',
    'A request without Host is answered 200, whatever it asks for',
    ['RP-ROB-20'],
    when(hosts(0), answers(200)),
    'for one header',
  ),
  fault(
    'no-host-crash',
    'A request without Host crashes the router',
    ['RP-ROB-20', 'RP-ERR-07'],
    when(hosts(0), crash),
    'for one header',
  ),
  fault(
    'chunk-size-500',
    'A malformed chunk size is answered 500',
    ['RP-ROB-21', 'RP-ERR-07'],
    on(/CHUNK_SIZE/, { status: 500 }),
    'for one body',
  ),
  fault(
    'coding-misspelt-two-answers',
    'What follows a misspelt transfer coding is answered as another request',
    ['RP-ROB-21'],
    on(/TRANSFER_ENCODING/, [{ status: 400 }, { status: 405 }]),
    'for one header',
  ),
  fault(
    'lenient-framing',
    'A length beside a transfer coding is not looked at, and what follows the last chunk is another request',
    ['RP-ROB-21'],
    { lenientParser: true },
    'for one header',
  ),
  fault(
    'first-chunk-alone',
    'Of a body of many chunks the first one is read',
    ['RP-ROB-16'],
    when(
      all(granted, header('Transfer-Encoding', 'chunked'), header('Accept', '*/*')),
      asIf(({ body }) => ({ body: body.subarray(0, 7) })),
    ),
    'for one body',
  ),
  ...[[415, 'a media type'] as const, [405, 'a verb'] as const, [422, 'an unknown address'] as const].map(
    ([code, what]) =>
      fault(
        `connection-lost-after-${code}`,
        `After the refusal of ${what} a connection is out of step`,
        ['RP-ROB-12'],
        leavesBodyUnread((request, answer, context) => status(code)(request, answer, context)),
        'on a reused connection',
      ),
  ),
];
