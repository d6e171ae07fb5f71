import { expect } from '@playwright/test';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import type { Result } from '../command.ts';
import type { Case } from './case.ts';
import { mortal } from './mortal.ts';

const env = { ACCOUNT_EMAIL: 'kiosk.signin@example.com', REQUEST_TIMEOUT_MS: '1000' };
/** An input of RP-ROB-07, and nothing else, holds it. */
const template = '{{7*7}}';
const templates = ['--grep', 'RP-400-01|RP-ROB-07|RP-ROB-09|RP-ROB-11'];

/** What the clauses came to, as `id verdict`. */
function verdictsOf({ clauses }: Result): string[] {
  return clauses.map(({ id, verdict }) => `${id} ${verdict}`);
}

function messageOf({ clauses }: Result, id: string): string {
  return clauses.find((each) => each.id === id)?.message ?? '';
}

/** A firewall that lets hostile input through twice, and then refuses whatever comes from our address. */
function blocksAtThirdAttack(): Behaviour {
  let attacks = 0;
  return {
    answer: (answer, { body }) => {
      if (/\$ne|\$gt|\$regex|OR 1=1|\{\{|\$\{/.test(body.toString())) attacks += 1;
      return attacks < 3
        ? answer
        : { status: 403, headers: { 'Content-Type': 'text/html' }, body: '<h1>Request blocked</h1>' };
    },
  };
}

/** Answers 502 in place of a service that is away from a hostile input on, for some milliseconds. */
function isAwayAfterAttack(ms: number): Behaviour {
  let until = 0;
  return {
    answer: (answer, { body }) => {
      if (body.includes(template) && Date.now() >= until) until = Date.now() + ms;
      return Date.now() < until
        ? { status: 502, headers: { 'Content-Type': 'text/html' }, body: '<h1>502</h1>' }
        : answer;
    },
  };
}

/** Targets that go down, or shut us out, while they get hostile input. */
export const goingDown: readonly Case[] = [
  {
    title: 'a process that ends on one hostile input and never comes back',
    target: mortal([['on-body', template]]),
    env,
    clauses: templates,
    verdict: 'nonconformant',
    says: /a template in double braces\n.*expected {2}an answer, and a service that goes on\n.*actual {4}a target that was well right before, and can't be reached for \d+ s since: the connection is (?:reset|closed)/,
    result: (result) => {
      expect(verdictsOf(result)).toEqual([
        'RP-400-01 pass',
        'RP-ROB-07 fail',
        'RP-ROB-09 inconclusive',
        'RP-ROB-11 fail',
      ]);
      expect(messageOf(result, 'RP-ROB-07')).toMatch(/^a template in double braces: /);
      expect(messageOf(result, 'RP-ROB-11')).toMatch(/^a template in double braces: /);
    },
  },
  {
    title: 'a process that ends on one generated input and never comes back',
    target: mortal([['on-body', '\\u0000']]),
    env,
    clauses: ['--grep', 'RP-ROB-02|RP-ROB-11'],
    verdict: 'nonconformant',
    result: (result) => {
      expect(verdictsOf(result)).toEqual(['RP-ROB-02 fail', 'RP-ROB-11 fail']);
      expect(messageOf(result, 'RP-ROB-02')).toMatch(/can't be reached .* for the body .*\\u0000.*seed 1, path \d/);
      expect(messageOf(result, 'RP-ROB-11')).toMatch(/^RP-ROB-02 generated \d+: /);
    },
  },
  {
    title: 'a process that ends on an input whose connection may be closed, and never comes back',
    target: mortal([['on-length', '60000']]),
    env,
    clauses: ['--grep', 'RP-ROB-04|RP-ROB-11'],
    verdict: 'nonconformant',
    result: (result) => {
      expect(verdictsOf(result)).toEqual(['RP-ROB-04 fail', 'RP-ROB-11 fail']);
      expect(messageOf(result, 'RP-ROB-11')).toMatch(/^an address of 64 KiB: /);
    },
  },
  {
    title: 'a process that ends on one hostile input each time, and is started again after 2 s',
    target: mortal([['on-body', template]], 2000),
    env,
    clauses: templates,
    verdict: 'nonconformant',
    says: /goes down each time: the connection is/,
    result: (result) =>
      expect(verdictsOf(result)).toEqual(['RP-400-01 pass', 'RP-ROB-07 fail', 'RP-ROB-09 pass', 'RP-ROB-11 fail']),
  },
  {
    title: 'a process that ends once while it gets hostile input, and serves that when it is started again',
    target: mortal(
      [
        ['on-body', template],
        ['after-answers', '100000'],
      ],
      2000,
    ),
    env,
    clauses: templates,
    verdict: 'conformant',
  },
  {
    title: 'a process that ends between two hostile inputs, and never comes back',
    target: mortal([['after-answers', '10']]),
    env,
    clauses: templates,
    verdict: 'inconclusive',
    says: /the target is away since \d{4}-/,
    result: (result) =>
      expect(verdictsOf(result)).toEqual([
        'RP-400-01 pass',
        'RP-ROB-07 inconclusive',
        'RP-ROB-09 inconclusive',
        'RP-ROB-11 inconclusive',
      ]),
  },
  {
    title: 'a service behind a gateway that goes down on one hostile input each time',
    target: () => isAwayAfterAttack(1500),
    clauses: templates,
    verdict: 'nonconformant',
    says: /goes down each time: 502 of a gateway/,
  },
  {
    // That the service was gone before it got the input, nobody can rule out.
    title: 'a service behind a gateway that is gone for good when a hostile input comes',
    target: () => isAwayAfterAttack(Infinity),
    clauses: templates,
    verdict: 'inconclusive',
    says: /the target is away since \d{4}-/,
  },
  {
    title: 'a firewall that shuts us out at the third hostile input',
    target: blocksAtThirdAttack,
    clauses: templates,
    verdict: 'inconclusive',
    says: /refused with 403.*blocked, as by a firewall/,
    result: (result) => {
      expect(verdictsOf(result)).toEqual([
        'RP-400-01 pass',
        'RP-ROB-07 inconclusive',
        'RP-ROB-09 inconclusive',
        'RP-ROB-11 inconclusive',
      ]);
      const undecided = result.clauses.filter(({ verdict }) => verdict === 'inconclusive');
      expect(new Set(undecided.map(({ blame }) => blame))).toEqual(new Set(['blocked']));
    },
  },
];
