import { expect, test } from '@playwright/test';
import type { Deviation } from '../../harness/config/deviations.ts';
import type { Finding } from '../../harness/model/verdict.ts';
import { ClauseContext, silent } from '../../harness/judge/clause-context.ts';
import { everyAnswer } from '../../harness/judge/invariant.ts';
import { unexpectedCode } from '../../harness/judge/rules.ts';
import { RunContext } from '../../harness/judge/run-context.ts';
import type { Clause } from '../../harness/model/clause.ts';
import { resultOf } from '../../harness/report/run-result.ts';
import { suite } from '../../specs/suite.ts';
import { targetFrom } from '../in-process.ts';

const id = 'RP-405-01';
const deviation: Deviation = {
  id,
  reason: "the gateway's",
  link: 'https://example.com/1',
  added: '2025-01-01',
  reviewBy: '2999-12-31',
  accept: [403, 404],
};
const target = targetFrom({ BASE_URL: 'http://127.0.0.1:9', ACCOUNT_EMAIL: 'account@example.com' });

const failed = (input: string, code?: number): Finding => ({
  input,
  verdict: 'fail',
  expected: '405',
  actual: String(code ?? 'a body that does not parse'),
  ...(code === undefined ? {} : { code }),
});
const passed: Finding = { input: 'fine', verdict: 'pass', expected: '405', actual: '' };

/** What a run comes to whose one clause had these findings. */
function outcome(findings: readonly Finding[], deviations: readonly Deviation[]) {
  const now = new Date();
  const verdict = findings.some((each) => each.verdict === 'fail') ? 'fail' : 'pass';
  const record = {
    id,
    verdict,
    message: 'first',
    findings,
    exchanges: [],
    startedAt: now.toISOString(),
    durationMs: 1,
  };
  const { gate, clauses, deviationNotes } = resultOf({
    suite,
    target,
    planned: [id],
    ended: new Map([[id, '']]),
    records: new Map([[id, record as never]]),
    exchanges: [],
    notes: [],
    deviations,
    errors: [],
    startedAt: now,
    endedAt: now,
  });
  return { verdict: gate.verdict, clause: clauses[0], deviationNotes };
}

test('failures for an accepted code alone are a known deviation', () => {
  const { verdict, clause } = outcome([passed, failed('a', 403), failed('b', 404)], [deviation]);
  expect(verdict).toBe('deviating');
  expect(clause?.deviation).toEqual(deviation);
});

for (const [title, other] of [
  ['another code', failed('b', 500)],
  ['something else than a code', failed('b')],
] as const) {
  test(`a failure for ${title} stands, and is what is said`, () => {
    const { verdict, clause } = outcome([failed('a', 403), other], [deviation]);
    expect(verdict).toBe('nonconformant');
    expect(clause).not.toHaveProperty('deviation');
    expect(clause?.message).toBe(`b: expected 405, got ${other.actual}`);
    expect(clause?.findings[0]).toBe(other);
  });
}

test('an entry without codes excuses every failure of its clause', () => {
  const { id, reason, link, added, reviewBy } = deviation;
  const whole = { id, reason, link, added, reviewBy };
  expect(outcome([failed('a', 500), failed('b')], [whole]).verdict).toBe('deviating');
});

test('an entry that accepts codes is stale where the clause passes, and void past its review', () => {
  expect(outcome([passed], [deviation]).deviationNotes).toEqual([expect.stringMatching(/take it off the list/)]);
  expect(outcome([failed('a', 403)], [{ ...deviation, reviewBy: '2025-02-01' }]).verdict).toBe('nonconformant');
});

/** What an invariant that no answer keeps finds in answers with these codes. */
async function findingOfInvariant(...codes: readonly number[]): Promise<Finding | undefined> {
  const run = new RunContext(target, suite, Date.now());
  for (const status of codes) {
    run.recording.add({
      name: `answer ${status}`,
      hasEffect: false,
      protocolLevel: false,
      auxiliary: false,
      request: { method: 'GET', path: '/', headers: [] },
      sentHead: '',
      response: {
        status,
        reason: '',
        httpVersion: '1.1',
        headers: [],
        body: new Uint8Array(),
        truncated: false,
        interim: [],
        unexpectedContent: 0,
      },
      interim: [],
      startedAt: new Date().toISOString(),
      durationMs: 1,
      earlier: [],
    });
  }
  const context = new ClauseContext(run, suite.clause(id) as Clause, silent);
  const rule = everyAnswer({
    seeds: [],
    concerns: () => true,
    rule: (exchange) => {
      throw unexpectedCode(exchange, 'another code');
    },
  });
  await rule.judge(context);
  return context.findings[0];
}

test('the one finding of an invariant names a code only where all broken answers have it', async () => {
  expect(await findingOfInvariant(403, 403)).toMatchObject({ verdict: 'fail', code: 403 });
  const mixed = await findingOfInvariant(403, 500);
  expect(mixed).toMatchObject({ verdict: 'fail', actual: '403' });
  expect(mixed).not.toHaveProperty('code');
});
