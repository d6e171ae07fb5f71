import { expect, test } from '@playwright/test';
import { planOf } from '../../harness/judge/plan.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import type { SandboxAnswer, SandboxRequest } from '../../sandbox/message.ts';
import { crashing, dropping, emailHas, emailOf, granting, hanging, inHtml, textOf } from './misbehaviour.ts';
import { suite } from '../../specs/suite.ts';
import { startScriptedServer } from '../http/scripted-server.ts';
import { prove } from './proof.ts';

const huge = ({ tooLarge }: SandboxRequest): boolean => tooLarge;

/** A service that is never the same after an input: from then on some requests get 500. */
function poisonedBy(text: string, broken: (request: SandboxRequest, answer: SandboxAnswer) => boolean): Behaviour {
  let poisoned = false;
  return {
    answer: (answer, request) => {
      poisoned ||= textOf(request).includes(text);
      return poisoned && broken(request, answer) ? { ...answer, status: 500 } : answer;
    },
  };
}

const isReset = (_request: SandboxRequest, answer: SandboxAnswer): boolean => answer.status === 200;

function everyFortieth(instead: SandboxAnswer): Behaviour {
  return { answer: (answer, { number }) => (number % 40 === 0 ? instead : answer) };
}

/** Held back for a moment, so that requests at once overlap. */
const slow: Behaviour = { delayMs: () => 50 };

/** Faults, the clause that each breaks, and what the message says. */
const faults: readonly [title: string, fault: Behaviour, id: string, message: string][] = [
  ['a long address crashes it', crashing(emailHas('a'.repeat(300))), 'RP-ROB-04', 'an address of 321 characters: '],
  ['a huge body crashes it', crashing(huge), 'RP-ROB-04', '500 Internal Server Error'],
  ['a huge body makes it hang', hanging(huge), 'RP-ROB-04', 'it hangs'],
  [
    'nesting crashes it',
    crashing((request) => textOf(request).includes('[[[[')),
    'RP-ROB-05',
    '10,000 levels as the body: expected 400, 403, 413 or 422, got 500',
  ],
  ['NUL drops the connection', dropping(emailHas('\0')), 'RP-ROB-06', 'NUL in the address: '],
  ['a lone surrogate crashes it', crashing(emailHas('\ud800')), 'RP-ROB-06', 'a lone high surrogate: '],
  [
    'an operator finds an account',
    granting((request) => typeof emailOf(request) === 'object' && emailOf(request) !== null),
    'RP-ROB-07',
    'an operator that matches any value: ',
  ],
  ['SQL finds an account', granting(emailHas("' OR '")), 'RP-ROB-07', 'SQL that is always true: '],
  [
    'the prototype takes an address',
    granting((request) => textOf(request).includes('"__proto__":{"email"')),
    'RP-ROB-08',
    '__proto__ with an address: ',
  ],
  [
    'the prototype stays changed',
    poisonedBy('__proto__', (request) => textOf(request) === '{}'),
    'RP-ROB-08',
    'empty object after RP-ROB-08: expected 400, got 500',
  ],
  [
    'email twice crashes it',
    crashing((request) => textOf(request).split('"email"').length > 2),
    'RP-ROB-09',
    'email twice: ',
  ],
  ['a BOM crashes it', crashing((request) => request.body[0] === 0xef), 'RP-ROB-10', 'a BOM before the body: '],
  [
    'nesting leaves it broken',
    poisonedBy('[[[[', isReset),
    'RP-ROB-11',
    'good request after RP-ROB-05: expected 200 with a reset, got 500',
  ],
  [
    'a connection serves once',
    crashing(({ numberOnConnection }) => numberOnConnection > 1),
    'RP-ROB-12',
    'empty object and a good request: expected 200 with a reset, got 500',
  ],
  [
    'a connection is dropped later',
    dropping(({ numberOnConnection }) => numberOnConnection > 1),
    'RP-ROB-12',
    'closed',
  ],
  [
    'it can do one thing at a time',
    { ...slow, ...crashing(({ concurrent }) => concurrent > 4) },
    'RP-ROB-13',
    'burst ',
  ],
  [
    'a content coding crashes it',
    crashing(({ headers }) => headers['content-encoding'] === 'x-unknown-7k2'),
    'RP-ROB-14',
    'an unknown coding: ',
  ],
  [
    'it turns to HTML',
    inHtml(({ headers }) => headers.accept === 'application/xml'),
    'RP-ROB-15',
    'Accept: application/xml: ',
  ],
  [
    'it takes no chunks',
    crashing(({ headers }) => headers['transfer-encoding'] === 'chunked'),
    'RP-ROB-16',
    'sample: Node: ',
  ],
  [
    'it does not know Expect',
    crashing(({ headers }) => headers.expect !== undefined),
    'RP-ROB-16',
    'Expect: 100-continue: ',
  ],
  [
    'many headers crash it',
    crashing(({ headers }) => headers['x-q7vx2m-200'] !== undefined),
    'RP-ROB-17',
    '200 request headers: ',
  ],
  ['it takes broken framing', { onMalformed: { status: 200 } }, 'RP-ROB-18', 'a second, shorter Content-Length: '],
  [
    'it guesses the encoding',
    { request: (request) => ({ ...request, body: Buffer.from(textOf(request).replaceAll(/[\0\ufffd]/g, '')) }) },
    'RP-ROB-19',
    'UTF-16LE with a BOM: expected 400, 403, 413, 415 or 422, got 200',
  ],
];

test.describe('On robustness', () => {
  test('a sandbox that keeps the contract passes, within the load that is declared', async () => {
    const { run } = await prove({}, undefined, { generatedCases: 200 });
    for (const [id, { verdict, message }] of run.verdicts) expect(`${id} ${verdict} ${message}`).toContain('pass');
    expect(run.verdicts.size).toBe(21);
    const sent = run.recording.exchanges;
    expect(sent.filter(({ hasEffect, response }) => hasEffect && response?.status === 200).length).toBe(39);
    const plan = planOf(suite, run.target, /^RP-ROB-/);
    const planned = plan.reduce((sum, { requests }) => sum + requests, 0);
    // The plain reset after RP-ROB-09 is sent only where a run has sent nothing hostile, or the good request failed.
    expect(sent.filter(({ auxiliary }) => !auxiliary).length).toBe(planned - 1);
  });

  for (const [title, fault, id, message] of faults) {
    test(`${id} fails where ${title}`, async () => {
      const before = id === 'RP-ROB-11' ? ['RP-ROB-05', 'RP-ROB-06'] : [];
      const { verdictOn } = await prove(fault, [...before, id], { requestTimeoutMs: 800 });
      expect(verdictOn(id).message).toContain(message);
      expect(verdictOn(id).verdict).toBe('fail');
    });
  }

  for (const [title, behaviour, id, verdict] of [
    ['a huge body is cut off', dropping(huge), 'RP-ROB-04', 'pass'],
    ['broken framing closes the connection', { onMalformed: 'drop' }, 'RP-ROB-18', 'pass'],
    ['Expect is refused', { onExpectation: 'refuse' }, 'RP-ROB-16', 'pass'],
    ['Expect is ignored', { onExpectation: 'ignore' }, 'RP-ROB-16', 'pass'],
    [
      'each connection serves one request',
      { answer: (answer) => ({ ...answer, headers: { ...answer.headers, Connection: 'close' } }) },
      'RP-ROB-12',
      'not-applicable',
    ],
    [
      'a burst is limited',
      { ...slow, answer: (answer, { concurrent }) => (concurrent > 4 ? { ...answer, status: 429 } : answer) },
      'RP-ROB-13',
      'pass',
    ],
  ] satisfies [string, Behaviour, string, string][]) {
    test(`${id} gives ${verdict} where ${title}`, async () => {
      const { verdictOn } = await prove(behaviour, [id]);
      expect(verdictOn(id)).toMatchObject({ verdict });
    });
  }

  for (const [title, broken, maxEffects, verdict, message] of [
    ['two of a burst break off, and the whole comes right', 2, 90, 'pass', ''],
    ['two of a burst break off, and no resets are left for another', 2, 45, 'inconclusive', '2 of 20 broke off'],
    ['three of a burst break off, and no resets are left for another', 3, 45, 'fail', 'burst '],
  ] satisfies [string, number, number, string, string][]) {
    test(`RP-ROB-13 gives ${verdict} where ${title}`, async () => {
      let left = broken;
      const breaking = dropping(({ concurrent }) => concurrent > 4 && left-- > 0);
      const { verdictOn } = await prove({ ...slow, ...breaking }, ['RP-ROB-13'], { maxEffects });
      expect(verdictOn('RP-ROB-13').message).toContain(message);
      expect(verdictOn('RP-ROB-13')).toMatchObject({ verdict });
    });
  }

  test('RP-ROB-18 fails where what is smuggled gets an answer', async () => {
    const refusal = 'HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}';
    const server = await startScriptedServer((socket, received) => {
      const lengths = received().split('Content-Length').length - 1;
      socket.end(lengths > 1 ? refusal + refusal : refusal);
    });
    const { verdictOn } = await prove({}, ['RP-ROB-18'], { baseUrl: server.baseUrl });
    await server.close();
    expect(verdictOn('RP-ROB-18')).toMatchObject({ verdict: 'fail' });
    expect(verdictOn('RP-ROB-18').message).toContain('got 49 bytes follow the end of the response (status 400)');
  });

  for (const [title, behaviour] of [
    ['drops one connection in 40', dropping(({ number }) => number % 40 === 0)],
    ['answers 502 now and then', everyFortieth({ status: 502, headers: {}, body: 'Bad Gateway' })],
    ['limits us now and then', everyFortieth({ status: 429, headers: { 'Retry-After': '0' }, body: '' })],
  ] satisfies [string, Behaviour][]) {
    test(`nothing is blamed on a target that ${title}`, async () => {
      const { run } = await prove(behaviour, undefined, { generatedCases: 10 });
      const verdicts = [...run.verdicts.values()].filter(({ verdict }) => verdict === 'fail' || verdict === 'error');
      expect(verdicts.map(({ id, message }) => `${id}: ${message}`)).toEqual([]);
    });
  }

  test('RP-ROB-11 asks again where the good requests that follow a clause fail by themselves', async () => {
    const broken = crashing(({ numberOnConnection }) => numberOnConnection > 1);
    const { verdictOn } = await prove(broken, ['RP-ROB-17', 'RP-ROB-12', 'RP-ROB-11']);
    expect(verdictOn('RP-ROB-12').verdict).toBe('fail');
    expect(verdictOn('RP-ROB-11').verdict).toBe('pass');
  });

  test('RP-ROB-11 by itself sends something hostile first', async () => {
    const { run, verdictOn } = await prove({}, ['RP-ROB-11']);
    expect(verdictOn('RP-ROB-11').verdict).toBe('pass');
    expect(run.recording.exchanges.map(({ name }) => name)).toContain('email twice');
  });

  test('a hostile clause that passes is not blamed for the plain reset after it', async () => {
    const { verdictOn } = await prove(poisonedBy('[[[[', isReset), ['RP-ROB-05', 'RP-ROB-11']);
    expect(verdictOn('RP-ROB-05').verdict).toBe('pass');
    expect(verdictOn('RP-ROB-11').verdict).toBe('fail');
  });
});
