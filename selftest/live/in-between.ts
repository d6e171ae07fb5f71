import { expect } from '@playwright/test';
import { withHeaders } from '../../sandbox/message.ts';
import { speaksOfSecrets } from '../../sandbox/variations/companions.ts';
import { drops, gatewayAnswers, outage } from './behaviours.ts';
import type { Case } from './case.ts';

const longer = ['--grep', '(Success|Something required is missing|Wrong verb) '];
const success = ['--grep', 'Success '];
const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();

/** The API, and something between it and us; the account, the configuration, the budget. */
export const inBetween: readonly Case[] = [
  {
    title: 'one 502 in the middle',
    target: gatewayAnswers(502, (number) => number === 20),
    clauses: longer,
    verdict: 'conformant',
    says: /WARNING {2}1 of \d+ answers .*\(1 × 502\)[^]*, 1 answer was asked for again\)/,
  },
  {
    title: 'one dropped connection in the middle',
    target: drops((number) => number === 20),
    clauses: longer,
    verdict: 'conformant',
    says: /WARNING {2}1 of \d+ answers .*\(1 × (?:reset|closed)\)[^]*, 1 answer was asked for again\)/,
  },
  {
    title: 'a limit that is waited out, in seconds',
    target: gatewayAnswers(429, (number) => number % 15 === 0, { 'Retry-After': '1' }),
    clauses: longer,
    verdict: 'conformant',
  },
  {
    title: 'maintenance for a moment',
    target: gatewayAnswers(503, (number) => number === 12 || number === 13, { 'Retry-After': '1' }),
    clauses: longer,
    verdict: 'conformant',
  },
  {
    title: 'an outage in the middle that ends',
    target: () => outage(({ method }) => method === 'PUT', 5),
    clauses: longer,
    verdict: 'inconclusive',
    says: /the target is away/,
    // What fell into it, and nothing else.
    result: ({ clauses }) => {
      const open = clauses.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable');
      expect(open).toMatchObject([{ id: 'RP-405-02', verdict: 'inconclusive', blame: 'target down' }]);
    },
  },
  {
    title: 'an outage that does not end',
    target: drops((number) => number > 20),
    clauses: longer,
    verdict: 'inconclusive',
    says: /the target is away since \d{4}-/,
  },
  {
    title: 'a captive portal in the middle',
    target: gatewayAnswers(302, (number) => number > 8, { Location: 'http://portal.example/' }),
    clauses: success,
    verdict: 'inconclusive',
    says: /a known good request fails too/,
  },
  {
    title: 'an account that nobody has',
    target: {},
    env: { ACCOUNT_EMAIL: 'somebody.else@example.com' },
    verdict: 'inconclusive',
    says: /\[account\]/,
  },
  {
    title: 'MAX_RESETS is too small',
    target: {},
    env: { MAX_RESETS: '3' },
    clauses: success,
    verdict: 'inconclusive',
    says: /MAX_RESETS/,
  },
  {
    title: 'the budget ends',
    target: { delayMs: () => 300 },
    env: { RUN_BUDGET_SECONDS: '3' },
    clauses: longer,
    verdict: 'inconclusive',
    says: /RUN_BUDGET_SECONDS/,
  },
  {
    title: 'answers that say under the names of secrets what became of them',
    target: speaksOfSecrets,
    clauses: ['specs/(2-complete-password|3-user-login)'],
    verdict: 'conformant',
  },
  {
    title: 'a clock that is an hour ahead',
    target: { answer: (answer) => withHeaders(answer, { Date: inAnHour }) },
    verdict: 'conformant',
    says: /WARNING .*clock is 3\d\d\d s ahead/,
  },
];
