import { createHmac, randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { ClauseId } from '../../contract/register.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { withHeaders, withJson } from '../../sandbox/message.ts';
import { judgedOn } from './judged.ts';

interface Case {
  readonly title: string;
  readonly behaviour: Behaviour;
  /** Judged in this order; the last one is looked at. */
  readonly clauses: readonly ClauseId[];
  readonly verdict: string;
  readonly message: RegExp;
  readonly env?: NodeJS.ProcessEnv;
}

let counter = 4711;

/** A secret of the target and the second in hexadecimal digits. */
const tokenOfSecond = ({ now }: { readonly now: number }): string =>
  createHmac('sha256', 'a secret of the target')
    .update(String(Math.floor(now / 1000)))
    .digest('hex');

const corsFor = (origins: (origin: string) => boolean): Behaviour => ({
  answer: (answer, { headers: { origin } }) =>
    origin !== undefined && origins(origin)
      ? withHeaders(answer, {
          'Access-Control-Allow-Origin': origin,
          'Access-Control-Allow-Credentials': 'true',
        })
      : answer,
});

const forged = (text: (host: string) => string): Behaviour => ({
  answer: (answer, { headers: { 'x-forwarded-host': host } }) =>
    host === undefined ? answer : withJson(answer, { reset_token: randomBytes(20).toString('hex'), link: text(host) }),
});

const foldsCase: Behaviour = {
  policy: { isAccount: (email, { accountEmail }) => email.toUpperCase() === accountEmail.toUpperCase() },
};

const cases: readonly Case[] = [
  {
    title: 'tokens by themselves: ten resets are sent',
    behaviour: {},
    clauses: ['RP-SEC-02'],
    verdict: 'pass',
    message: /^10 tokens of 40 characters, .* estimated 2\d\d bits/,
  },
  {
    title: 'tokens that are made of the second, which nobody else can make',
    behaviour: { policy: { newToken: tokenOfSecond } },
    clauses: ['RP-OK-09'],
    verdict: 'pass',
    message: /^3 tokens, 2 of them different$|^2 tokens, 2 of them different$/,
  },
  {
    title: 'tokens that are made of the second, too few of them different',
    behaviour: { policy: { newToken: tokenOfSecond } },
    clauses: ['RP-SEC-02'],
    verdict: 'inconclusive',
    message: /only \d different tokens: 10 are needed/,
  },
  {
    title: 'a token that stays the same',
    behaviour: { policy: { newToken: () => '7vXq2LmZ9KcT4bRw8NdY' } },
    clauses: ['RP-OK-09'],
    verdict: 'fail',
    message:
      /^tokens of all resets so far: expected a different token for each reset, got the token of exchange 1 again/,
  },
  {
    title: 'a slash with its short escape that is not understood',
    behaviour: {
      policy: { isAccount: (email) => email === 'door/west@example.com' },
      answer: (answer, { body }) => (body.includes('\\/') ? { ...answer, status: 422 } : answer),
    },
    clauses: ['RP-OK-11'],
    verdict: 'fail',
    message: /^a slash with its short escape: expected 200 with a reset for each, got 422/,
    env: { ACCOUNT_EMAIL: 'door/west@example.com' },
  },
  {
    title: 'tokens that count',
    behaviour: { policy: { newToken: () => String((counter += 1)).padStart(24, '0') } },
    clauses: ['RP-SEC-02'],
    verdict: 'fail',
    message: /the tokens of 10 resets: expected .*, got an estimated \d+ bits .* by the same step/,
  },
  {
    title: 'tokens that are the clock',
    behaviour: {
      policy: { newToken: ({ now }) => Buffer.from(`timp:reset:${now}`).toString('base64') },
      // The clock goes on between two resets, however fast the machine is.
      delayMs: () => 3,
    },
    clauses: ['RP-SEC-02'],
    verdict: 'fail',
    message: /beside the clock in ms \(decoded\)/,
  },
  {
    title: 'resets without tokens',
    behaviour: { answer: (answer) => (answer.status === 200 ? withJson(answer, {}) : answer) },
    clauses: ['RP-SEC-02'],
    verdict: 'inconclusive',
    message: /only 0 different tokens: 10 are needed/,
  },
  {
    title: 'a foreign origin with credentials',
    behaviour: corsFor((origin) => origin !== 'null'),
    clauses: ['RP-SEC-06'],
    verdict: 'fail',
    message: /^Origin: https:\/\/evil.example: expected .* got Access-Control-Allow-Origin: https:.*\(and 5 more\)$/,
  },
  {
    title: 'the origin null with credentials',
    behaviour: corsFor((origin) => origin === 'null'),
    clauses: ['RP-SEC-06'],
    verdict: 'fail',
    message: /^Origin: null: .*Access-Control-Allow-Origin: null/,
  },
  {
    title: 'every origin without credentials',
    behaviour: { answer: (answer) => withHeaders(answer, { 'Access-Control-Allow-Origin': '*' }) },
    clauses: ['RP-SEC-06'],
    verdict: 'pass',
    message: /^$/,
  },
  {
    title: 'foreign origins refused',
    behaviour: {
      answer: (answer, { headers }) => (headers.origin === undefined ? answer : { ...answer, status: 403 }),
    },
    clauses: ['RP-SEC-06'],
    verdict: 'pass',
    message: /^$/,
  },
  {
    title: 'a forged host in a link',
    behaviour: forged((host) => `https://${host}/reset`),
    clauses: ['RP-SEC-07'],
    verdict: 'fail',
    message: /expected an answer without the forged host, got the forged host in the body/,
  },
  {
    title: 'a forged host, percent-encoded',
    behaviour: forged((host) => `https://login.example/?next=${host.replace('.', '%2E')}`),
    clauses: ['RP-SEC-07'],
    verdict: 'fail',
    message: /got the forged host in the body/,
  },
  {
    title: 'a forged host in base64',
    behaviour: forged((host) => Buffer.from(`to:${host}:1`).toString('base64')),
    clauses: ['RP-SEC-07'],
    verdict: 'fail',
    message: /got the forged host in the body/,
  },
  {
    title: 'a redirect to a forged host',
    behaviour: {
      answer: (answer, { headers: { 'x-forwarded-host': host } }) =>
        host === undefined
          ? answer
          : { status: 301, headers: { Location: `https://${host.toUpperCase()}/` }, body: '' },
    },
    clauses: ['RP-SEC-07'],
    verdict: 'fail',
    message: /got the forged host in the header Location/,
  },
  {
    title: 'a forged host that breaks the service',
    behaviour: {
      answer: (answer, { headers }) =>
        headers['x-forwarded-host'] === undefined ? answer : { ...answer, status: 500 },
    },
    clauses: ['RP-SEC-07'],
    verdict: 'fail',
    message: /got 500/,
  },
  {
    title: 'a forged host refused',
    behaviour: {
      answer: (answer, { headers }) =>
        headers['x-forwarded-host'] === undefined ? answer : { ...answer, status: 421 },
    },
    clauses: ['RP-SEC-07'],
    verdict: 'pass',
    message: /^$/,
  },
  {
    title: 'addresses compared by upper case',
    behaviour: foldsCase,
    clauses: ['RP-SEC-12'],
    verdict: 'fail',
    message: /^dotless i for i in the account's local part: expected 400, 403 or 422.*, got 200.*\(and 1 more\)$/,
  },
  {
    title: 'addresses compared by lower case',
    behaviour: {
      policy: { isAccount: (email, { accountEmail }) => email.toLowerCase() === accountEmail.toLowerCase() },
    },
    clauses: ['RP-SEC-12'],
    verdict: 'fail',
    message: /^Kelvin sign for k in the account's local part: .*got 200/,
  },
  {
    title: 'decoys for unknown addresses',
    behaviour: { policy: { unknownAddress: 'decoy' } },
    clauses: ['RP-SEC-12'],
    verdict: 'not-applicable',
    message: /unknown addresses get 200/,
  },
  {
    title: 'an account without the letters',
    behaviour: {},
    clauses: ['RP-SEC-12'],
    verdict: 'not-applicable',
    message: /no i, k or s/,
    env: { ACCOUNT_EMAIL: 'door@example.com' },
  },
  {
    title: 'a token in the answer',
    behaviour: {},
    clauses: ['RP-SEC-13'],
    verdict: 'pass',
    message: /whoever names the address gets the token/,
  },
  {
    title: 'no token in the answer',
    behaviour: { answer: (answer) => (answer.status === 200 ? withJson(answer, {}) : answer) },
    clauses: ['RP-SEC-13'],
    verdict: 'pass',
    message: /the answer holds no token/,
  },
  {
    title: 'banners',
    behaviour: { policy: { headers: { Server: 'nginx/1.18.0', 'X-Powered-By': 'Express' } } },
    clauses: ['RP-SEC-05'],
    verdict: 'pass',
    message: /^a version is told by Server: nginx\/1.18.0$/,
  },
  {
    title: 'no banners',
    behaviour: {},
    clauses: ['RP-SEC-05'],
    verdict: 'pass',
    message: /^no banner tells a version$/,
  },
  {
    title: 'no burst',
    behaviour: {},
    clauses: ['RP-SEC-08'],
    verdict: 'not-applicable',
    message: /no burst/,
  },
  {
    title: 'a burst that is served',
    behaviour: {},
    clauses: ['RP-ROB-13', 'RP-SEC-08'],
    verdict: 'pass',
    message: /^none of 20 limited$/,
  },
  {
    title: 'a burst that is limited',
    behaviour: {
      answer: (answer, { number }) =>
        number > 5 ? withHeaders({ ...answer, status: 429, body: '' }, { 'Retry-After': '3' }) : answer,
    },
    clauses: ['RP-ROB-13', 'RP-SEC-08'],
    verdict: 'pass',
    message: /^15 of 20 limited, 15 of them with Retry-After: 3$/,
  },
  {
    title: 'http',
    behaviour: {},
    clauses: ['RP-SEC-04'],
    verdict: 'not-applicable',
    message: /not https/,
  },
  {
    title: 'http',
    behaviour: {},
    clauses: ['RP-SEC-11'],
    verdict: 'not-applicable',
    message: /not https/,
  },
  {
    title: 'a refusal that differs',
    behaviour: {},
    clauses: ['RP-422-02'],
    verdict: 'pass',
    message: /told apart by status \(200 and 422\); the body's shape \(application\/json \{reset_token: string\} and/,
  },
  {
    title: 'a header for known addresses alone',
    behaviour: {
      policy: { unknownAddress: 'decoy' },
      answer: (answer, { body }) =>
        body.toString().includes('kiosk') ? withHeaders(answer, { 'X-Account': '1' }) : answer,
    },
    clauses: ['RP-422-02'],
    verdict: 'pass',
    message: /told apart by headers of the known one alone \(x-account\)/,
  },
  {
    title: 'a decoy',
    behaviour: { policy: { unknownAddress: 'decoy' } },
    clauses: ['RP-422-02'],
    verdict: 'pass',
    message: /look alike/,
  },
  {
    title: 'known addresses that take longer',
    behaviour: { delayMs: ({ body }) => (body.toString().includes('kiosk') ? 100 : 0) },
    clauses: ['RP-422-03'],
    verdict: 'pass',
    message:
      /addresses can be told apart by time: p = [\d.e-]+, effect size [01].[0-9]+ \(rank-biserial\), 12 samples each/,
    env: { PROFILE: 'full' },
  },
  {
    title: 'no resets to spare',
    behaviour: {},
    clauses: ['RP-422-03'],
    verdict: 'not-applicable',
    message: /needs 12 resets of its own: PROFILE=full, and 30 or more left of MAX_RESETS/,
    env: { PROFILE: 'full', MAX_RESETS: '20' },
  },
  {
    title: 'too few resets for a percentile',
    behaviour: {},
    clauses: ['RP-SEC-02', 'RP-SLO-01'],
    verdict: 'inconclusive',
    message: /only 10 successful resets: 20 are needed/,
  },
  {
    title: 'resets at once do not count for the percentile',
    behaviour: {},
    clauses: ['RP-ROB-13', 'RP-SLO-01'],
    verdict: 'inconclusive',
    message: /only 0 successful resets: 20 are needed/,
  },
  {
    title: 'resets within the objective',
    behaviour: {},
    clauses: ['RP-SEC-02', 'RP-422-03', 'RP-SLO-01'],
    verdict: 'pass',
    message: /95th percentile \d+ ms over 22 resets/,
    env: { PROFILE: 'full' },
  },
  {
    title: 'resets beyond the objective',
    behaviour: { delayMs: () => 25 },
    clauses: ['RP-SEC-02', 'RP-422-03', 'RP-SLO-01'],
    verdict: 'fail',
    message: /expected a 95th percentile within 20 ms \(SLO_P95_MS\), got \d+ ms over 22 resets/,
    env: { PROFILE: 'full', SLO_P95_MS: '20' },
  },
];

for (const { title, behaviour, clauses, verdict, message, env } of cases) {
  test(`${clauses.at(-1) ?? ''}: ${title}`, async () => {
    const { last } = await judgedOn(behaviour, clauses, env);
    expect(last.message).toMatch(message);
    expect(last.verdict).toBe(verdict);
  });
}

test('no clause sends more resets than it says', async () => {
  const sent = async (id: ClauseId): Promise<number> => (await judgedOn({}, [id], { PROFILE: 'full' })).resets;
  expect(await sent('RP-SEC-02')).toBe(10);
  expect(await sent('RP-SEC-06')).toBe(0);
  expect(await sent('RP-SEC-07')).toBe(2);
  expect(await sent('RP-SEC-12')).toBe(3);
  expect(await sent('RP-422-03')).toBe(12);
  expect(await sent('RP-SLO-01')).toBe(0);
});
