import { expect, test } from '@playwright/test';
import { absent } from './absent.ts';
import { atFault } from './at-fault.ts';
import type { Case } from './case.ts';
import { goingDown } from './going-down.ts';
import { inBetween } from './in-between.ts';
import { expectHarmless, runLive } from './live-run.ts';
import { tlsFaults } from './tls-fault.ts';

/**
 * Targets that misbehave, on real sockets and through the command that users run: the verdict, the exit code and the
 * blame have to be right each time, no secret may be told, no process be left, and memory stays bounded.
 */

const codes = { conformant: 0, nonconformant: 1, inconclusive: 2 };
const oneClause = ['--grep', 'RP-OK-01'];
const mebibyte = 1024 * 1024;

for (const { title, target, env, clauses = oneClause, verdict, says, result } of [
  ...absent,
  ...atFault,
  ...inBetween,
  ...goingDown,
  ...tlsFaults,
] as readonly Case[]) {
  test(`${title}: ${verdict}`, async () => {
    const run = await runLive(target, { REQUEST_TIMEOUT_MS: '400', ...env }, clauses);
    expect(run.lastLine, run.output).toMatch(new RegExp(`^${verdict.toUpperCase()}  `));
    expect(run.code).toBe(codes[verdict]);
    if (says !== undefined) expect(run.output).toMatch(says);
    expect(run.output).not.toContain('\u001b');
    expect(run.result().verdict).toBe(verdict);
    result?.(run.result());
    await expectHarmless(run);
    // Each process by itself: the runner, its worker and the command hold more than that in sum before they send anything.
    if (run.watched !== undefined) expect(run.watched.peakBytes).toBeLessThan(300 * mebibyte);
  });
}
