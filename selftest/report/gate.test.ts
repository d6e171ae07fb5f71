import { expect, test } from '@playwright/test';
import type { Overall } from '../../harness/model/verdict.ts';
import { exitCodes, type GateClause, type GateInput, weigh } from '../../harness/report/gate.ts';

const clause = (level: GateClause['level'], verdict: GateClause['verdict'], excused = false): GateClause => ({
  id: `${level}-${verdict}`,
  level,
  verdict,
  message: 'the reason',
  excused,
});
const pass = clause('MUST', 'pass');

const cases: readonly { title: string; input: Partial<GateInput>; verdict: Overall; reason?: RegExp }[] = [
  { title: 'all pass', input: { clauses: [pass] }, verdict: 'conformant' },
  { title: 'some do not apply', input: { clauses: [pass, clause('MUST', 'not-applicable')] }, verdict: 'conformant' },
  { title: 'a SHOULD fails', input: { clauses: [pass, clause('SHOULD', 'fail')] }, verdict: 'conformant' },
  {
    title: 'a SHOULD fails, strict',
    input: { clauses: [pass, clause('SHOULD', 'fail')], strict: true },
    verdict: 'nonconformant',
  },
  {
    title: 'a SHOULD is not decided',
    input: { clauses: [pass, clause('SHOULD', 'inconclusive')] },
    verdict: 'conformant',
  },
  {
    title: 'a SHOULD is not decided, strict',
    input: { clauses: [pass, clause('SHOULD', 'inconclusive')], strict: true },
    verdict: 'inconclusive',
  },
  {
    title: 'a MAY fails, strict',
    input: { clauses: [pass, clause('MAY', 'fail')], strict: true },
    verdict: 'conformant',
  },
  {
    title: 'a MUST fails',
    input: { clauses: [pass, clause('MUST', 'fail')] },
    verdict: 'nonconformant',
    reason: /MUST-fail/,
  },
  {
    title: 'a MUST fails and one is not decided',
    input: { clauses: [clause('MUST', 'fail'), clause('MUST', 'inconclusive')] },
    verdict: 'nonconformant',
  },
  {
    title: 'a MUST is not decided',
    input: { clauses: [pass, clause('MUST', 'inconclusive')] },
    verdict: 'inconclusive',
    reason: /the reason/,
  },
  {
    title: 'a MUST was not reached',
    input: { clauses: [pass, clause('MUST', 'none')] },
    verdict: 'inconclusive',
    reason: /ended before/,
  },
  {
    title: 'a MUST fails as a known deviation',
    input: { clauses: [pass, clause('MUST', 'fail', true)] },
    verdict: 'deviating',
  },
  {
    title: 'one deviation is known, one failure is not',
    input: { clauses: [clause('MUST', 'fail', true), clause('MUST', 'fail')] },
    verdict: 'nonconformant',
  },
  {
    title: 'a known deviation excuses no undecided clause',
    input: { clauses: [pass, clause('MUST', 'inconclusive', true)] },
    verdict: 'inconclusive',
  },
  {
    title: 'a test left no verdict',
    input: { clauses: [pass, clause('MUST', 'missing'), clause('MUST', 'fail')] },
    verdict: 'error',
  },
  {
    title: 'the harness broke in a clause',
    input: { clauses: [clause('MUST', 'fail'), clause('MAY', 'error')] },
    verdict: 'error',
  },
  {
    title: 'the harness broke elsewhere',
    input: { clauses: [pass], errors: ['a crash'] },
    verdict: 'error',
    reason: /a crash/,
  },
  { title: 'nothing was planned', input: { clauses: [] }, verdict: 'error', reason: /--grep/ },
  {
    title: 'nothing was judged',
    input: { clauses: [clause('MUST', 'not-applicable')] },
    verdict: 'error',
    reason: /nothing was judged/,
  },
  {
    title: 'the run was stopped',
    input: {
      clauses: [pass, clause('MUST', 'none')],
      stop: { verdict: 'inconclusive', message: 'it was interrupted' },
    },
    verdict: 'inconclusive',
    reason: /interrupted/,
  },
  {
    title: 'the harness stopped the run for its own fault, and a MUST had failed',
    input: { clauses: [clause('MUST', 'fail')], stop: { verdict: 'error', message: 'the disk is full' } },
    verdict: 'error',
    reason: /disk/,
  },
  {
    title: 'the only clause is a SHOULD that could not be decided',
    input: { clauses: [clause('SHOULD', 'inconclusive')] },
    verdict: 'inconclusive',
    reason: /the reason/,
  },
  {
    title: 'a failure before the run was stopped',
    input: { clauses: [clause('MUST', 'fail')], stop: { verdict: 'inconclusive', message: 'it was interrupted' } },
    verdict: 'nonconformant',
  },
];

for (const { title, input, verdict, reason } of cases) {
  test(`${title}: ${verdict}`, () => {
    const result = weigh({ clauses: [], strict: false, errors: [], ...input });
    expect(result.verdict).toBe(verdict);
    if (reason !== undefined) expect(result.reason).toMatch(reason);
  });
}

test('exit codes are the published ones', () => {
  expect(exitCodes).toEqual({ conformant: 0, deviating: 0, nonconformant: 1, inconclusive: 2, error: 3 });
});
