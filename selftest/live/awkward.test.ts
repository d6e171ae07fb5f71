import { expect, test } from '@playwright/test';
import { judgeAll, targetOf, withSandbox } from '../in-process.ts';
import { awkward, resetsOneIn } from './awkward.ts';
import { expectHarmless, runLive } from './live-run.ts';

/**
 * Targets that are right and hard to talk to: never nonconformant. Here a part of the clauses is judged, for time's sake;
 * kept connections and requests at once are among them, which can't simply be repeated.
 */

const clauses = ['--grep', 'RP-OK-(0[14-9]|1[2-3])|RP-405-0[1-47-9]|RP-ROB-1[23]'];

for (const [title, make] of Object.entries(awkward)) {
  test(`${title}: conformant, or inconclusive with the reason`, async () => {
    const run = await runLive(make, { PROFILE: 'standard' }, clauses);
    expect(run.lastLine, run.output).toMatch(/^(CONFORMANT|INCONCLUSIVE) {2}/);
    const { clauses: judged } = run.result();
    expect(judged.filter(({ verdict }) => ['fail', 'error', 'none'].includes(verdict))).toEqual([]);
    expect(judged.filter(({ verdict, message }) => verdict === 'inconclusive' && message === '')).toEqual([]);
    await expectHarmless(run);
  });
}

for (const offset of [0, 12, 37]) {
  test(`no clause fails where one connection in every 50 is reset, from request ${50 - offset} on`, async () => {
    await withSandbox({ behaviour: resetsOneIn(50, offset) }, async (sandbox) => {
      const { verdicts } = await judgeAll(targetOf(sandbox, { PROFILE: 'standard' }));
      const wrong = [...verdicts.values()].filter(({ verdict }) => verdict === 'fail' || verdict === 'error');
      expect(wrong.map(({ id, message }) => `${id} ${message}`)).toEqual([]);
    });
  });
}
