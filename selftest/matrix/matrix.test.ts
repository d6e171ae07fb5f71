import { expect, test } from '@playwright/test';
import { clauses, clauseOf, type ClauseId } from '../../contract/register.ts';
import { paths } from '../../sandbox/application.ts';
import type { Behaviour } from '../../sandbox/behaviour.ts';
import { faults } from '../../sandbox/faults/index.ts';
import type { SandboxOptions } from '../../sandbox/start.ts';
import { variations } from '../../sandbox/variations/index.ts';
import { restoreAccount } from '../../specs/journey/restore.ts';
import { suite } from '../../specs/suite.ts';
import { judgeAll, targetOf, withSandbox } from '../in-process.ts';
import { rowProblems } from './blame.ts';
import { judgeReached, reachOf, recordReference, type Reference } from './reach.ts';
import { idsWith, leaveRow, messagesOf } from './row.ts';

/** Faults and variations that show over https alone are proved where the certificate is trusted: see `selftest/tls`. */
const overHttp = <T extends { needs?: 'tls' }>(all: readonly T[]): readonly T[] =>
  all.filter(({ needs }) => needs === undefined);

/** What any report says. */
const saidAnyway = JSON.stringify([clauses, paths]);

/** Recorded once in a process. */
let reference: Promise<Reference> | undefined;

/**
 * Judges the clauses that a behaviour reaches on a sandbox that shows it, and tells whether its account has its old
 * password after that, and what was taken for a secret that any report says: each would be withdrawn for it.
 */
async function judgedAndRestored(behaviour: Behaviour, options: SandboxOptions) {
  const known = await (reference ??= recordReference());
  const reached = reachOf(behaviour, known);
  return withSandbox(options, async (sandbox) => {
    const target = targetOf(sandbox);
    const { verdicts, run } = await (reached === undefined ? judgeAll(target) : judgeReached(target, reached, known));
    await restoreAccount(run);
    const falseSecrets = run.secrets.all.filter(({ value, secret }) => secret && saidAnyway.includes(value));
    return { verdicts, reached, falseSecrets, restored: sandbox.passwordIs(sandbox.accountPassword) };
  });
}

test('every clause passes on the sandbox, or says why it does not apply', async () => {
  const verdicts = await withSandbox({}, async (sandbox) => (await judgeAll(targetOf(sandbox))).verdicts);
  const others = idsWith(verdicts, 'fail', 'inconclusive', 'error');
  expect(messagesOf(verdicts, others)).toBe('');
  expect([...verdicts.keys()].sort()).toEqual(clauses.map(({ id }) => id).sort());
});

for (const fault of overHttp(faults)) {
  test(`fault ${fault.id}: ${fault.title}`, { tag: fault.breaks.map((id) => `@${id}`) }, async ({}, info) => {
    const { verdicts, reached, falseSecrets, restored } = await judgedAndRestored(fault, { fault: fault.id });
    const unreached = fault.breaks.filter((id) => reached?.has(id as ClauseId) === false);
    expect(unreached, 'a replay shows that the fault changes no answer to what these clauses send').toEqual([]);
    const failed = idsWith(verdicts, 'fail');
    const problems = rowProblems(suite, fault.breaks, new Set(failed));
    leaveRow(info, { kind: 'fault', ...pick(fault), breaks: fault.breaks, failed, problems });
    const errors = idsWith(verdicts, 'error');
    expect(messagesOf(verdicts, errors), 'the harness itself breaks').toBe('');
    expect(problems, messagesOf(verdicts, [...new Set([...fault.breaks, ...failed])])).toEqual([]);
    expect(falseSecrets).toEqual([]);
    expect(restored, 'the account has its old password').toBe(true);
  });
}

for (const variation of overHttp(variations)) {
  test(`variation ${variation.id}: ${variation.title}`, async ({}, info) => {
    const { verdicts, falseSecrets, restored } = await judgedAndRestored(variation, { variations: [variation.id] });
    const failed = idsWith(verdicts, 'fail').filter(
      (id) => variation.strict || clauseOf(id as ClauseId).level === 'MUST',
    );
    const undecided = idsWith(verdicts, 'inconclusive', 'error');
    const problems = [...failed, ...undecided].map((id) => `${id} is ${verdicts.get(id)?.verdict ?? 'not judged'}`);
    leaveRow(info, { kind: 'variation', ...pick(variation), breaks: [], failed, problems });
    expect(problems, messagesOf(verdicts, [...failed, ...undecided])).toEqual([]);
    expect(falseSecrets).toEqual([]);
    expect(restored, 'the account has its old password').toBe(variation.id !== 'passwords-have-a-history');
  });
}

/** How many rows are judged in both ways. */
const samples = 8;

for (let sample = 0; sample < samples; sample += 1) {
  test(`what a row leaves out comes to the verdict that a whole run gives it, sample ${sample + 1} of ${samples}`, async () => {
    const known = await (reference ??= recordReference());
    const rows = [...overHttp(faults), ...overHttp(variations)];
    const from = Math.floor((rows.length * sample) / samples);
    const row = [...rows.slice(from), ...rows.slice(0, from)].find((each) => reachOf(each, known) !== undefined);
    if (row === undefined) throw new Error('no row leaves anything out');
    const reached = reachOf(row, known);
    const options = 'breaks' in row ? { fault: row.id } : { variations: [row.id] };
    const whole = await withSandbox(options, async (sandbox) => (await judgeAll(targetOf(sandbox))).verdicts);
    const unlike = clauses.filter(
      ({ id }) => reached?.has(id) === false && whole.get(id)?.verdict !== known.verdicts.get(id)?.verdict,
    );
    expect(
      messagesOf(
        whole,
        unlike.map(({ id }) => id),
      ),
      row.id,
    ).toBe('');
    expect(reached?.size, row.id).toBeLessThan(clauses.length);
  });
}

test('a fault breaks each clause that promises something', () => {
  const broken = new Set(faults.flatMap(({ breaks }) => breaks));
  // These are about the handshake and about another port, which no fault of the application can touch: selftest/tls
  // proves them.
  const promised = clauses.filter(({ level, id }) => level !== 'MAY' && !['RP-SEC-11', 'RP-SEC-14'].includes(id));
  expect(promised.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([]);
});

function pick({ id, title, shows = 'always' }: { id: string; title: string; shows?: string }) {
  return { id, title, shows };
}
