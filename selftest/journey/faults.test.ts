import { expect, test } from '@playwright/test';
import { idsWith, messagesOf } from '../matrix/row.ts';
import { targetOf, withSandbox } from '../in-process.ts';
import { faults } from './faults.ts';
import { journey, run } from './run.ts';

test.describe('Faults of the journey', () => {
  test('nothing fails on the plain sandbox', async () => {
    await withSandbox({}, async (sandbox) => {
      const { verdicts } = await run(targetOf(sandbox));
      const others = idsWith(verdicts, 'fail', 'inconclusive', 'error', 'not-applicable');
      expect(messagesOf(verdicts, others)).toBe('');
      expect(verdicts.size).toBe(journey.length);
      expect(sandbox.passwordIs(sandbox.accountPassword)).toBe(true);
    });
  });

  for (const { title, behaviour, fails } of faults) {
    test(title, async () => {
      await withSandbox({ behaviour }, async (sandbox) => {
        const { verdicts } = await run(targetOf(sandbox));
        const failed = idsWith(verdicts, 'fail', 'error');
        expect(failed.sort(), messagesOf(verdicts, failed)).toEqual([...fails].sort());
        expect(sandbox.passwordIs(sandbox.accountPassword), 'the old password is back').toBe(true);
      });
    });
  }
});
